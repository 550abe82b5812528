from datetime import UTC, datetime

import pytest

from headway.leaderboard.windows import Period, window_of
from tests.client import Client
from tests.leaderboard.acting import board, done, points

WINDOWS = ("today", "week", "month", "all")


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


@pytest.fixture
def board_in(make_app, the_clock, board_urls, alice):
    """Alice's browser at a board in another time zone."""
    return lambda zone: Client(make_app(clock=the_clock, leaderboard_timezone=zone, **board_urls)).as_(alice)


def bounds(me, window):
    seen = board(me, window=window)
    return seen["starts_at"], seen["ends_at"]


@pytest.mark.parametrize(
    ("window", "starts_at", "ends_at"),
    [
        ("today", "2026-08-19T00:00:00.000000Z", "2026-08-20T00:00:00.000000Z"),
        ("week", "2026-08-17T00:00:00.000000Z", "2026-08-24T00:00:00.000000Z"),
        ("month", "2026-08-01T00:00:00.000000Z", "2026-09-01T00:00:00.000000Z"),
        ("all", None, None),
    ],
)
def test_a_window_says_where_it_begins_and_ends(me, window, starts_at, ends_at):
    assert bounds(me, window) == (starts_at, ends_at)


@pytest.mark.parametrize(
    ("moment", "still_counts"),
    [
        (datetime(2026, 8, 19, 23, 59, 59, 999999, UTC), ["today", "week", "month", "all"]),
        (datetime(2026, 8, 20, tzinfo=UTC), ["week", "month", "all"]),
        (datetime(2026, 8, 23, 23, 59, 59, tzinfo=UTC), ["week", "month", "all"]),
        (datetime(2026, 8, 24, tzinfo=UTC), ["month", "all"]),
        (datetime(2026, 9, 1, tzinfo=UTC), ["all"]),
    ],
)
def test_a_window_ends_with_its_last_instant(me, clock, moment, still_counts):
    done(me)
    clock.set(moment)
    assert [window for window in WINDOWS if points(me, window)] == still_counts


def test_a_week_and_a_month_may_begin_in_the_year_before(me, clock):
    clock.set(datetime(2026, 12, 31, 23, tzinfo=UTC))
    done(me)
    clock.set(datetime(2027, 1, 1, tzinfo=UTC))
    assert [window for window in WINDOWS if points(me, window)] == ["week", "all"]


def test_the_day_is_the_boards_not_the_persons(board_in, clock):
    me = board_in("Asia/Tokyo")
    clock.set(datetime(2026, 8, 19, 14, 59, tzinfo=UTC))
    done(me)
    assert points(me, "today") == 2
    clock.set(datetime(2026, 8, 19, 15, tzinfo=UTC))
    assert points(me, "today") == 0
    assert bounds(me, "today") == ("2026-08-19T15:00:00.000000Z", "2026-08-20T15:00:00.000000Z")


def test_a_day_of_23_hours_and_a_week_across_the_change_to_summer_time(board_in, clock):
    me = board_in("Europe/Berlin")
    clock.set(datetime(2026, 3, 28, 22, 30, tzinfo=UTC))
    done(me)
    clock.set(datetime(2026, 3, 29, 12, tzinfo=UTC))
    assert bounds(me, "today") == ("2026-03-28T23:00:00.000000Z", "2026-03-29T22:00:00.000000Z")
    assert bounds(me, "week") == ("2026-03-22T23:00:00.000000Z", "2026-03-29T22:00:00.000000Z")
    assert (points(me, "today"), points(me, "week")) == (0, 2)


def test_where_the_clocks_skip_midnight_the_day_begins_with_the_change(board_in, clock):
    me = board_in("America/Santiago")
    clock.set(datetime(2026, 9, 6, 12, tzinfo=UTC))
    assert bounds(me, "today") == ("2026-09-06T04:00:00.000000Z", "2026-09-07T03:00:00.000000Z")


def test_the_windows_of_a_day_hold_it():
    for period in Period:
        window = window_of(period, datetime(2028, 2, 29, tzinfo=UTC).date())
        assert window.starts_on <= datetime(2028, 2, 29, tzinfo=UTC).date()
        assert window.ends_on is None or window.ends_on > datetime(2028, 2, 29, tzinfo=UTC).date()
