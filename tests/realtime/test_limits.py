"""What streams cost is bounded: six a person, a line of a hundred, five minutes, and no connection to the database."""

from types import SimpleNamespace
from uuid import uuid4

import pytest

from headway.realtime import hub, slots
from headway.realtime import stream as streams
from tests.realtime.conftest import listening
from tests.service.running import until


def test_the_seventh_stream_of_a_person_is_refused(follow, alice, bob):
    for _ in range(6):
        follow(alice)
    seventh = follow(alice)
    assert seventh.status == 429
    assert int(seventh.headers["Retry-After"]) > 0
    assert "close" in seventh.problem["detail"]
    assert follow(bob).status == 200


def test_servers_count_streams_together(make_app, the_clock, alice, follow_at):
    with listening(make_app(clock=the_clock)) as one, listening(make_app(clock=the_clock)) as other:
        opened = [follow_at(url, alice).status for url in (one, other) * 4]
    assert opened == [200] * 6 + [429] * 2


def test_who_goes_away_without_a_word_gives_the_slot_back(follow, alice, monkeypatch):
    monkeypatch.setattr(hub, "SWEEP_SECONDS", 3600)
    gone = [follow(alice) for _ in range(6)]
    for stream in gone:
        stream.close()
    until_opened(lambda: follow(alice))


def test_slots_of_a_server_that_died_are_free_after_a_while(app, follow, alice, monkeypatch):
    with app.app_context():
        for _ in range(6):
            assert slots.take(streams.Stream(alice.id, alice.id, 0))
    assert follow(alice).status == 429
    monkeypatch.setattr(slots, "LEASE_SECONDS", 0)
    assert follow(alice).status == 200


def test_a_server_that_is_full_says_so(follow, alice, bob, monkeypatch):
    follow(alice)
    monkeypatch.setattr(hub, "MOST_STREAMS", 1)
    refused = follow(bob)
    assert refused.status == 503
    assert refused.headers["Retry-After"]


def test_waiting_streams_hold_no_connection(make_app, the_clock, alice, follow_at, add_task):
    narrow = make_app(clock=the_clock, pool_size=1)
    with listening(narrow) as url:
        opened = [follow_at(url, alice) for _ in range(5)]
        add_task(alice)
        assert {stream.wait("task").number for stream in opened} == {1}
        until(lambda: pool_of(narrow).checkedout() == 0, 5)


def test_a_stream_does_not_live_for_ever(make_app, the_clock, alice, follow_at, monkeypatch):
    monkeypatch.setattr(streams, "LIFE_SECONDS", 0.2)
    monkeypatch.setattr(streams, "HEARTBEAT_SECONDS", 0.1)
    with listening(make_app(clock=the_clock)) as url:
        stream = follow_at(url, alice)
        stream.wait_for_end()
        assert stream.wait(":").data == "heartbeat"


def test_a_server_that_leaves_ends_its_streams(make_app, the_clock, alice, follow_at):
    leaving = make_app(clock=the_clock)
    with listening(leaving) as url:
        stream = follow_at(url, alice)
        stream.wait("leaderboard")
        leaving.extensions["headway.hub"].drain()
        stream.wait_for_end()
        follow_at(url, alice).wait_for_end()


@pytest.mark.parametrize("rounds", [1, 5])
def test_a_reader_that_is_too_slow_finds_one_resync(rounds):
    stream = streams.Stream(uuid4(), uuid4(), 0)
    for number in range(1, rounds * 101 + 1):
        stream.take([happened(number)], number)
    text = sent(stream)
    assert text.count(b"event: resync") == 1
    assert text.count(b"event: task") <= streams.MOST_WAITING
    assert stream.position == rounds * 101


def test_of_numbers_and_board_only_the_newest_waits():
    stream = streams.Stream(uuid4(), uuid4(), 0)
    for _ in range(1000):
        stream.put("counts", b"{}")
        stream.put("leaderboard", b"{}")
    text = sent(stream)
    assert text.count(b"event: ") == 2


def test_the_numbers_never_carry_an_older_id_than_a_task():
    stream = streams.Stream(uuid4(), uuid4(), 0)
    stream.put("counts", b"{}")
    stream.take([happened(1)], 1)
    assert [line for line in sent(stream).split(b"\n") if line.startswith(b"id: ")] == [b"id: 1", b"id: 1"]


def test_a_gap_is_never_passed_over():
    stream = streams.Stream(uuid4(), uuid4(), 0)
    stream.take([happened(2)], 2)
    assert b"event: resync" in sent(stream)


def happened(number):
    return SimpleNamespace(number=number, task_id=uuid4(), version=1, change=streams.ChangeKind.CREATED)


def sent(stream):
    """All that a stream sends in one go."""
    frames = stream.frames()
    next(frames)
    return next(frames)


def pool_of(app):
    with app.app_context():
        return app.extensions["sqlalchemy"].engine.pool


def until_opened(attempt):
    stream = attempt()
    for _ in range(100):
        if stream.status == 200:
            return
        stream = attempt()
    raise AssertionError("no slot was given back")
