"""While Valkey is away streams read PostgreSQL every few seconds, say so, and end with their session all the same."""

import time

import pytest

from tests import factories
from tests.realtime.conftest import listening


@pytest.fixture(scope="module")
def lonely(make_app, the_clock):
    """The address of an app that cannot reach Valkey."""
    with listening(make_app(clock=the_clock, redis_url="redis://127.0.0.1:9/0")) as url:
        yield url


def test_the_stream_says_that_news_are_slow(lonely, follow_at, alice):
    stream = follow_at(lonely, alice)
    stream.wait(":", lambda told: told.data == "fallback")


def test_changes_come_within_seconds(lonely, follow_at, alice, add_task):
    stream = follow_at(lonely, alice)
    stream.wait("leaderboard")
    add_task(alice)
    assert stream.wait("task").number == 1
    assert stream.wait("counts", lambda told: told.number == 1).data["total"] == 1


def test_the_stream_ends_with_its_session(lonely, follow_at, app, alice, client):
    cookies = factories.cookies_of(app, alice)
    stream = follow_at(lonely, alice, cookies=cookies)
    stream.wait("leaderboard")
    began = time.monotonic()
    client.with_cookies(cookies).post("/api/users/logout")
    assert stream.wait_for_end(16) - began < 16


def test_the_board_moves(lonely, follow_at, alice, charlie, add_task):
    stream = follow_at(lonely, charlie)
    before = stream.wait("leaderboard").data
    for _ in range(30):
        add_task(alice, priority="high", status="completed")
    stream.wait("leaderboard", lambda told: told.data != before)


def test_each_server_counts_its_own_streams(lonely, follow_at, alice):
    assert [follow_at(lonely, alice).status for _ in range(7)] == [200] * 6 + [429]
