"""A list of revoked tokens that fails open: there is none. Without Valkey sessions count, and end, as with it."""

import pytest

from tests.client import Client
from tests.security.long import times


@pytest.fixture
def client(make_app):
    return Client(make_app(redis_url="unix:///nowhere/valkey.sock"))


def test_sessions_that_count_go_on(client, alice):
    browser = client.as_(alice)
    assert browser.get("/api/users/me").status_code == 200
    assert browser.post("/api/users/refresh").status_code == 200


def test_sessions_that_ended_stay_ended(client, alice):
    for _ in range(times(10, 500)):
        browser = client.as_(alice)
        stolen = browser.copy()
        assert browser.post("/api/users/logout").status_code == 204
        assert stolen.get("/api/users/me").status_code == 401
        assert stolen.post("/api/users/refresh").status_code == 401


def test_guessing_is_counted(client, alice, address):
    source = {"REMOTE_ADDR": address()}
    guess = {"email": alice.email, "password": "not the password"}
    answers = [client.post("/api/users/login", json=guess, environ_base=source).status_code for _ in range(11)]
    assert answers == [401] * 10 + [429]
