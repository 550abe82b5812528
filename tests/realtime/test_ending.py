"""A stream ends with its session, and nothing is told after that."""

import time

import pytest

from headway.accounts import administration
from tests import factories

AT_ONCE_SECONDS = 1.0


@pytest.fixture
def session_of(app, alice):
    """A session of Alice's as cookies."""
    return lambda: factories.cookies_of(app, alice)


def ends_at_once(stream, act):
    act()
    acknowledged_at = time.monotonic()
    return stream.wait_for_end() - acknowledged_at < AT_ONCE_SECONDS


def test_signing_out_ends_the_stream(follow, alice, client, session_of, add_task):
    cookies = session_of()
    stream = follow(alice, cookies=cookies)
    other = follow(alice)
    assert ends_at_once(stream, lambda: client.with_cookies(cookies).post("/api/users/logout"))
    add_task(alice)
    other.wait("task")
    assert stream.of("task") == []
    assert other.ended_at is None


def test_signing_a_device_out_ends_its_stream(follow, alice, client, session_of):
    stream = follow(alice, cookies=session_of())
    hers = client.as_(alice)
    devices = hers.get("/api/users/me/sessions").get_json()["sessions"]
    [other] = [device["id"] for device in devices if not device["current"]]
    assert ends_at_once(stream, lambda: hers.delete(f"/api/users/me/sessions/{other}"))


def test_signing_out_everywhere_else_leaves_ones_own_stream(follow, alice, client, session_of):
    own = session_of()
    stays, goes = follow(alice, cookies=own), follow(alice)
    assert ends_at_once(goes, lambda: client.with_cookies(own).delete("/api/users/me/sessions"))
    assert stays.ended_at is None


def test_a_new_password_ends_the_streams_of_the_other_devices(follow, alice, client):
    stream = follow(alice)
    body = {"current_password": alice.password, "new_password": "nine slow otters dive"}
    assert ends_at_once(stream, lambda: client.as_(alice).post("/api/users/me/password", json=body))


def test_a_disabled_person_hears_nothing_more(follow, alice, app):
    stream = follow(alice)
    with app.app_context():
        assert ends_at_once(
            stream, lambda: administration.disable(alice.email, app.extensions["headway.config"].clock())
        )


def test_who_deletes_the_account_hears_nothing_more(follow, alice, client):
    stream = follow(alice)
    assert ends_at_once(stream, lambda: client.as_(alice).delete("/api/users/me", json={"password": alice.password}))


def test_a_refresh_token_that_came_back_ends_the_stream(follow, alice, client, in_app, session_of):
    cookies = session_of()
    stream = follow(alice, cookies=cookies)
    hers = client.with_cookies(cookies)
    stolen = hers.copy()
    assert hers.post("/api/users/refresh").status_code == 200
    make_old(in_app, alice)
    assert ends_at_once(stream, lambda: stolen.post("/api/users/refresh"))


def test_signing_in_over_a_session_ends_its_stream(follow, alice, client, session_of):
    cookies = session_of()
    stream = follow(alice, cookies=cookies)
    body = {"email": alice.email, "password": alice.password}
    assert ends_at_once(stream, lambda: client.with_cookies(cookies).post("/api/users/login", json=body))


def make_old(app, person):
    with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.exec_driver_sql(
            "UPDATE sessions SET last_used_at = now() - interval '25 s' WHERE user_id = %s", (person.id,)
        )
