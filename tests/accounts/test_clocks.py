"""Servers whose clocks differ: sessions go by the database's clock, and tokens are taken with a leeway."""

import time
from itertools import cycle, islice

import pytest
import time_machine

HOUR = 3600


def on_a_server(ahead_seconds):
    """A block that runs on a server whose clock is ahead; behind, when negative."""
    return time_machine.travel(time.time() + ahead_seconds, tick=True)


def test_servers_eight_seconds_off_refuse_nobody(client, alice):
    body = {"email": alice.email, "password": alice.password}
    for skew in islice(cycle([8, -8, 0]), 60):
        with on_a_server(skew):
            if skew == 8:
                assert client.post("/api/users/login", json=body).status_code == 200
            else:
                assert client.post("/api/users/refresh").status_code == 200
        with on_a_server(-skew):
            assert client.get("/api/users/me").status_code == 200


@pytest.mark.parametrize("skew", [HOUR, -HOUR], ids=["ahead", "behind"])
def test_a_server_an_hour_off_fails_closed(client, alice, skew):
    hers = client.as_(alice)
    with on_a_server(skew):
        assert hers.get("/api/users/me").status_code == 401


@pytest.mark.parametrize("skew", [-20 * 86_400, 20 * 86_400], ids=["behind", "ahead"])
def test_no_clock_brings_an_ended_session_back(client, alice, skew):
    hers = client.as_(alice)
    old = hers.copy()
    assert hers.post("/api/users/logout").status_code == 204
    with on_a_server(skew):
        assert old.get("/api/users/me").status_code == 401
        assert old.post("/api/users/refresh").status_code == 401
