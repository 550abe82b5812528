"""The same answers with Valkey and without it, whatever it has lost; a phantom member tells who has answered."""

from contextlib import contextmanager

import pytest
from sqlalchemy import text

from headway import clock as app_clock
from headway.leaderboard import projecting
from tests.client import Client
from tests.factories import PASSWORD
from tests.leaderboard.acting import a_second_later, board, complete, create, delete, done, reopen, show_as

WEEK = "headway:leaderboard:week:2026-08-17"
MARK = "headway:leaderboard:mark"


@pytest.fixture
def project(app):
    """Let the projector run once."""

    def run(app=app):
        with app.app_context():
            projecting.project(app_clock.now())

    return run


@pytest.fixture
def people(client, make_person, clock):
    """Six people with 3, 3, 2, 2, 1 and 1 points."""
    people = []
    for name, priority in zip("ABCDEF", ("high", "high", "medium", "medium", "low", "low"), strict=True):
        people.append(client.as_(make_person(name)))
        clock.advance(minutes=1)
        done(people[-1], priority=priority)
    return people


@pytest.fixture
def nowhere(make_app, the_clock, board_urls, stack):
    """The app of the board with nothing at the address of Valkey."""
    return make_app(clock=the_clock, **board_urls | {"redis_url": f"unix://{stack.home}/nothing.sock"})


def everything(people):
    """All that the board says to anybody."""
    return [
        board(me, window=window, limit=limit)
        for me in people
        for window in ("today", "week", "month", "all")
        for limit in (1, 3, 10)
    ]


def is_asked(valkey, me):
    """Whether the board takes Valkey's word."""
    valkey.zadd(WEEK, {"phantom": 1})
    try:
        return board(me, limit=1)["participants"] == 7
    finally:
        valkey.zrem(WEEK, "phantom")


def test_valkey_answers_once_the_projector_has_run(people, project, valkey):
    assert not is_asked(valkey, people[-1])
    before = everything(people)
    project()
    assert is_asked(valkey, people[-1])
    assert everything(people) == before


def test_with_valkey_a_board_costs_no_statement_more(people, project, statements):
    project()
    with statements() as counted:
        board(people[-1], limit=1)
    assert counted.total() == 2


def test_without_valkey_the_histogram_costs_one_statement_a_second(people, statements, app):
    with statements() as counted:
        for me in people:
            board(me, limit=1)
    assert counted.total() == 2 * len(people) + 1
    a_second_later(app)
    with statements() as counted:
        board(people[0], limit=1)
    assert counted.total() == 3


def test_a_flushed_valkey_changes_no_answer_and_is_filled_again(people, project, valkey):
    project()
    before = everything(people)
    for key in list(valkey.scan_iter("headway:leaderboard:*")):
        valkey.unlink(key)
    assert everything(people) == before
    project()
    assert is_asked(valkey, people[-1])
    assert everything(people) == before


def test_an_older_state_of_valkey_is_not_believed(people, project, valkey, app):
    project()
    old_mark, old_week = valkey.get(MARK), dict(valkey.zscan_iter(WEEK))
    done(people[5], priority="high")
    project()
    a_second_later(app)
    before = everything(people)
    valkey.unlink(WEEK)
    valkey.zadd(WEEK, old_week)
    valkey.set(MARK, old_mark)
    assert everything(people) == before
    project()
    assert is_asked(valkey, people[-1])
    assert everything(people) == before


def test_nothing_at_the_address_of_valkey_changes_no_answer(people, nowhere, project):
    before = everything(people)
    elsewhere = Client(nowhere)
    without = [copy_of(me, elsewhere) for me in people]
    assert everything(without) == before
    task = create(without[0], priority="high")
    complete(without[0], task)
    project(nowhere)
    assert board(without[0], limit=1)["you"]["points"] == 6


def copy_of(me, elsewhere):
    """The same person's browser at another app."""
    copy = Client(elsewhere.app)
    for name, value in me.cookies().items():
        copy.set_cookie(name, value)
    return copy


def test_your_own_act_shows_at_once_while_the_projection_is_behind(people, project):
    project()
    last = people[5]
    task = done(last, priority="low")
    assert board(last, limit=1)["you"]["rank"] == 3
    reopen(last, task)
    assert board(last, limit=1)["you"]["rank"] == 5
    show_as(last, "hidden")
    assert board(last, limit=1)["participants"] == 5


def test_valkey_still_answers_who_has_just_acted(people, project, statements):
    project()
    done(people[5])
    with statements() as counted:
        you = board(people[5], limit=1)["you"]
    assert (you["rank"], counted.total()) == (1, 2)


def test_your_own_act_shows_at_once_while_a_histogram_is_remembered(people):
    last = people[5]
    task = done(last)
    assert board(last, limit=1)["you"]["rank"] == 1
    reopen(last, task)
    assert board(last, limit=1)["you"]["rank"] == 5


def test_other_peoples_acts_show_within_a_second(people, project, app):
    board(people[5], limit=1)
    done(people[4], priority="high")
    a_second_later(app)
    assert board(people[5], limit=1)["you"]["rank"] == 6


def test_the_projection_follows_what_is_taken_back_hidden_and_deleted(people, project, valkey):
    project()
    task = done(people[0])
    project()
    delete(people[0], task)
    show_as(people[1], "hidden")
    people[2].delete("/api/users/me", json={"password": PASSWORD})
    project()
    assert sorted(points for _, points in valkey.zscan_iter(WEEK)) == [1, 1, 2, 3]
    assert board(people[5], limit=1)["participants"] == 4


def test_what_waits_for_half_a_second_is_answered_by_postgresql(people, project, sql, valkey):
    project()
    done(people[0])
    assert is_asked(valkey, people[5])
    sql("UPDATE projection_queue SET since = since - interval '1 second'")
    assert not is_asked(valkey, people[5])


def test_a_step_of_which_half_was_lost_is_noticed(people, project, valkey, sql):
    project()
    done(people[5], priority="high")
    state = sql("SELECT name FROM projection_mark")[0].name
    waiting = sql("SELECT owner_id FROM projection_queue")
    project()
    # As if PostgreSQL had gone down before its half of the step was committed.
    sql("UPDATE projection_mark SET name = :name", name=state)
    sql("INSERT INTO projection_queue (owner_id) VALUES (:owner)", owner=waiting[0].owner_id)
    assert not is_asked(valkey, people[0])
    project()
    assert is_asked(valkey, people[0])


def test_one_projector_at_a_time(people, project, valkey, app):
    with lock_held(app):
        project()
    assert not is_asked(valkey, people[5])


@contextmanager
def lock_held(app):
    """Another process at work on the projection."""
    with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(text("SELECT pg_advisory_xact_lock(:key)"), {"key": projecting.LOCK})
        yield


def test_windows_go_ten_minutes_after_their_end(people, project, valkey):
    project()
    until_midnight = 12 * 3600 - 6 * 60
    assert 0 <= until_midnight + 600 - valkey.ttl("headway:leaderboard:today:2026-08-19") <= 60
    assert valkey.ttl("headway:leaderboard:all") == -1


def test_while_valkey_is_away_for_long_the_queue_stays_short(people, nowhere, project, sql, monkeypatch):
    monkeypatch.setattr(projecting, "LONGEST_QUEUE", 3)
    before = sql("SELECT name FROM projection_mark")
    project(nowhere)
    assert sql("SELECT FROM projection_queue") == []
    assert sql("SELECT name FROM projection_mark") != before


def test_the_next_day_begins_with_an_empty_board(people, project, clock):
    project()
    clock.advance(days=1)
    done(people[5])
    project()
    assert board(people[0], window="today", limit=1)["participants"] == 1
