"""The board in the stream: of everybody, for everybody, merged in time."""

import time
from itertools import pairwise

import pytest

from headway.realtime import board_ticks, pacing
from headway.realtime.public_board import PublicBoard
from tests.leaderboard.conftest import empty


@pytest.fixture(scope="session")
def app(make_app, the_clock, board_urls):
    """An app whose board is empty at the start of each test."""
    return make_app(clock=the_clock, **board_urls)


@pytest.fixture(autouse=True)
def nobody_on_the_board(app):
    """Nobody is on the board."""
    empty(app)


@pytest.fixture
def complete(add_task):
    """Complete a new task of a person's, for 2 points."""
    return lambda person: add_task(person, status="completed")


def test_everybody_sees_who_moved_within_a_second(follow, alice, charlie, complete):
    stream = follow(charlie)
    complete(alice)
    acknowledged_at = time.monotonic()
    told = stream.wait("leaderboard", lambda told: told.data["entries"])
    assert told.data == {
        "window": "week",
        "participants": 1,
        "entries": [{"rank": 1, "name": "Alice", "points": 2, "completed": 1}],
    }
    assert told.at - acknowledged_at < 1.0
    assert stream.of("task") == []


def test_a_burst_is_one_event_a_second(follow, alice, bob, charlie, complete):
    stream = follow(charlie)
    began = time.monotonic()
    for _ in range(20):
        complete(alice)
        complete(bob)
    stream.wait("leaderboard", lambda told: sum(entry["points"] for entry in told.data["entries"]) == 80)
    assert len(stream.of("leaderboard")) <= 3 + (time.monotonic() - began)


def test_everybody_sees_it_however_few_are_told_at_a_time(follow, alice, bob, charlie, complete, monkeypatch):
    monkeypatch.setattr(pacing, "AT_ONCE", 1)
    streams = [follow(person) for person in (alice, bob, charlie)]
    complete(alice)
    for stream in streams:
        stream.wait("leaderboard", lambda told: told.data["participants"] == 1)


def test_hidden_people_leave_the_board_of_open_pages(follow, alice, charlie, complete, client):
    complete(alice)
    stream = follow(charlie)
    began = time.monotonic()
    client.as_(alice).patch("/api/users/me", json={"leaderboard": "hidden"})
    told = stream.wait("leaderboard", lambda told: told.data["participants"] == 0)
    assert told.data["entries"] == []
    assert told.at - began < 2.0


def test_anonymous_people_are_there_without_their_name(follow, alice, charlie, complete, client):
    complete(alice)
    stream = follow(charlie)
    client.as_(alice).patch("/api/users/me", json={"leaderboard": "anonymous"})
    stream.wait("leaderboard", lambda told: [entry["name"] for entry in told.data["entries"]] == [None])


def test_a_change_without_points_moves_no_board(follow, alice, charlie, add_task):
    stream = follow(charlie)
    add_task(alice)
    follow(alice, "?after=0").wait("task")
    # Somebody of an earlier test may still be leaving the board: what must not come is the same board once more.
    boards = [told.data for told in stream.of("leaderboard")]
    assert all(board != other for board, other in pairwise(boards))


def test_what_one_viewer_was_shown_is_still_told_to_the_others(app, alice, complete, clock, monkeypatch):
    monkeypatch.setattr(board_ticks, "EVERY_SECONDS", 0)
    complete(alice)
    board = PublicBoard()
    with app.app_context():
        assert b"Alice" in board.newest(clock())
        assert board.read_for_all(clock()) is None
        rename(app, alice, "Alicia")
        assert b"Alicia" in board.newest(clock())
        assert b"Alicia" in board.read_for_all(clock())
        assert board.read_for_all(clock()) is None


def rename(app, person, name):
    """Another name, behind everybody's back."""
    with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.exec_driver_sql("UPDATE users SET name = %s WHERE id = %s", (name, person.id))
