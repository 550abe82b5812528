"""What a histogram knows of: transactions before its snapshot, also where the 32 bits of a row have begun anew."""

import pytest

from headway.leaderboard.census import Histogram, Snapshot


@pytest.mark.parametrize(
    ("snapshot", "row_xmin", "is_seen"),
    [
        ("100:100:", 99, True),
        ("100:100:", 100, False),
        ("90:100:90,95", 95, False),
        ("90:100:90,95", 94, True),
        (f"{2**32 + 5}:{2**32 + 5}:", 4, True),
        (f"{2**32 + 5}:{2**32 + 5}:", 5, False),
        (f"{2**32 + 5}:{2**32 + 5}:", 2**32 - 1, True),
        (f"{2**32 - 1}:{2**32 - 1}:", 2, False),
    ],
)
def test_a_snapshot_sees_what_was_committed_before_it(snapshot, row_xmin, is_seen):
    assert Snapshot.parse(snapshot).sees(row_xmin) is is_seen


def test_a_histogram_counts_the_people_with_more_points():
    histogram = Histogram.of({3: 2, 5: 1, 9: 4}, Snapshot.parse("1:1:"), 0.0)
    census = histogram.census({0, 3, 4, 9})
    assert census.participants == 7
    assert census.above == {0: 7, 3: 5, 4: 5, 9: 0}


def test_a_histogram_of_nobody_is_empty():
    assert Histogram.of({}, Snapshot.parse("1:1:"), 0.0).census({1}).above == {1: 0}
