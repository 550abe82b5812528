"""Points among the numbers of analytics: by the day of the board, after the cap."""

import pytest

from tests.client import Client
from tests.leaderboard.acting import batch, create, done, reopen


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


def points_today(me):
    return me.get("/api/analytics").json["points_today"]


def points_by_day(me, **span):
    days = me.get("/api/analytics/activity", query_string=span).json["days"]
    return {day["date"]: day["points"] for day in days if day["points"]}


def test_points_today_are_those_of_the_boards_day(me, clock):
    done(me, priority="high")
    assert points_today(me) == 3
    clock.advance(hours=12)
    assert points_today(me) == 0


def test_points_today_stop_at_the_cap(me):
    tasks = [create(me, priority="high") for _ in range(35)]
    batch(me, tasks, changes={"status": "completed"})
    assert points_today(me) == 100
    assert points_by_day(me) == {"2026-08-19": 100}


def test_a_day_shows_what_it_has_earned_in_the_end(me, clock):
    done(me, priority="low")
    task = done(me)
    clock.advance(days=1)
    done(me, priority="high")
    reopen(me, task)
    assert points_by_day(me) == {"2026-08-19": 1, "2026-08-20": 3}
    assert points_by_day(me, **{"from": "2026-08-20", "to": "2026-08-20"}) == {"2026-08-20": 3}


def test_the_board_may_have_another_day_than_the_person(make_app, the_clock, board_urls, alice):
    me = Client(make_app(clock=the_clock, leaderboard_timezone="Pacific/Kiritimati", **board_urls)).as_(alice)
    done(me)
    assert points_today(me) == 2
    assert points_by_day(me, **{"from": "2026-08-19", "to": "2026-08-20"}) == {"2026-08-20": 2}


def test_the_numbers_cost_no_statement_more(me, statements):
    done(me)
    for path in ("/api/analytics", "/api/analytics/activity"):
        with statements() as counted:
            me.get(path)
        assert counted.total() == 2
