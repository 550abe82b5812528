"""Servers leave, die and come back behind nginx while people work: `make faults` has them do so for minutes."""

import time

from tests.deploy.conftest import IS_LONG
from tests.deploy.load import PEOPLE, Load

ROUNDS, AT_LEAST = (10, 5_000) if IS_LONG else (1, 300)
RESTARTED = 3 if IS_LONG else 1
STREAMS = 4  # of six: those of a server that died count for half a minute more
HEARD_SECONDS = 10
IN_FLIGHT = PEOPLE  # everybody waits for one reply at a time


def test_a_rolling_restart_is_felt_by_nobody(topology):
    with Load(topology) as load:
        longest = 0.0
        for _ in range(ROUNDS):
            for server in topology.servers[:RESTARTED]:
                load.wait_for(50)
                began = time.monotonic()
                server.leave()
                longest = max(longest, time.monotonic() - began)
                server.start()
                server.wait()
        load.wait_for(max(100, AT_LEAST - load.sent), 300)
    print(f"{load.sent} requests, {ROUNDS * RESTARTED} restarts, longest {longest:.1f} s")
    assert load.failed == []
    assert longest < 30
    load.check_what_is_kept()


def test_a_killed_server_takes_only_what_it_was_doing_with_it(topology, alice):
    streams = [alice.follow() for _ in range(STREAMS)]
    try:
        for stream in streams:
            stream.wait("leaderboard")
        victim = topology.servers[-1]
        with Load(topology) as load:
            load.wait_for(100)
            victim.kill()
            load.wait_for(200)
        assert len(load.failed) <= IN_FLIGHT
        for method, status, document in load.failed:
            assert (method, status) in {("POST", 503), ("PATCH", 503)}, document
            assert document["detail"]
        ended = those_that_ended(streams)
        assert 0 < len(ended) < STREAMS, "the streams are on all servers, so those of the others go on"
        task_id = alice.call("POST", "/api/tasks", {"title": "Meanwhile"}).json()["id"]
        back = alice.follow(f"?after={ended[0].last_number or 0}")
        streams.append(back)
        assert back.wait("task").data["id"] == task_id
    finally:
        for stream in streams:
            stream.close()
        victim.start()


def those_that_ended(streams):
    """The streams that were on the server that died, once they have heard of it."""
    deadline = time.monotonic() + HEARD_SECONDS
    while time.monotonic() < deadline:
        if ended := [stream for stream in streams if stream.ended_at]:
            return ended
        time.sleep(0.05)
    return []
