import pytest

from tests.leaderboard.acting import batch, board, create, delete, done, lines, points, reopen


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


@pytest.fixture
def full_day(me):
    """Tasks worth 99 points, completed today."""
    tasks = [create(me, priority="high") for _ in range(33)]
    batch(me, tasks, changes={"status": "completed"})
    return tasks


def test_a_day_counts_a_hundred_points(me, full_day):
    done(me, priority="high")
    done(me, priority="low")
    assert lines(me)[-2:] == [("2026-08-19", 3, 1), ("2026-08-19", 1, 0)]
    assert points(me) == 100


def test_completions_above_the_cap_are_counted_as_completed(me, full_day):
    done(me)
    done(me)
    assert board(me)["you"]["completed"] == 35


def test_taking_one_back_above_the_cap_changes_nothing(me, full_day):
    first, second = done(me, priority="high"), done(me, priority="high")
    reopen(me, first)
    assert points(me) == 100
    reopen(me, second)
    assert points(me) == 99


def test_the_cap_goes_by_the_sum_of_the_day_in_any_order(me, full_day):
    extra = done(me, priority="high")
    for task in full_day[:2]:
        delete(me, task)
    assert points(me) == 96
    delete(me, extra)
    assert points(me) == 93


def test_a_batch_that_reaches_the_cap_counts_line_by_line(me):
    tasks = [create(me, priority="high") for _ in range(35)]
    batch(me, tasks, changes={"status": "completed"})
    assert [counted for _, _, counted in lines(me)] == [3] * 33 + [1, 0]
    batch(me, tasks, delete=True)
    assert sum(counted for _, _, counted in lines(me)) == 0


def test_each_day_has_its_own_cap(me, full_day, clock):
    clock.advance(days=1)
    done(me, priority="high")
    assert [points(me, window) for window in ("today", "week")] == [3, 102]


def test_what_comes_back_tomorrow_counts_for_the_day_it_was_done(me, full_day, clock):
    extra = done(me, priority="high")
    reopen(me, extra)
    clock.advance(days=1)
    done(me, priority="low")
    me.put(extra, json={"status": "completed"})
    assert lines(me)[-1] == ("2026-08-19", 3, 1)
    assert [points(me, window) for window in ("today", "week")] == [1, 101]
