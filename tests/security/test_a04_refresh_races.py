"""A stolen refresh token, and the false alarm: parallel refreshes of one page must never end its session."""

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import jwt
import pytest
from sqlalchemy import select, update

from headway.accounts.models import Session
from headway.database import fetch_all, transaction
from headway.extensions import db
from tests.security.long import times


def refresh(browser):
    return browser.post("/api/users/refresh")


def jti(browser):
    return jwt.decode(browser.cookie("refresh"), options={"verify_signature": False})["jti"]


@pytest.fixture
def sessions_of(in_app):
    return lambda person: fetch_all(select(Session).where(Session.user_id == person.id))


@pytest.fixture
def pass_seconds(in_app):
    """Let the last refresh be longer ago."""

    def move(person, seconds):
        earlier = Session.last_used_at - timedelta(seconds=seconds)
        with transaction():
            db.session.execute(update(Session).where(Session.user_id == person.id).values(last_used_at=earlier))

    return move


def test_parallel_refreshes_all_get_the_same_successor(client, alice, sessions_of):
    browser = client.as_(alice)
    with ThreadPoolExecutor(20) as threads:
        for _ in range(times(8, 50)):
            tabs = [browser.copy() for _ in range(20)]
            assert {response.status_code for response in threads.map(refresh, tabs)} == {200}
            assert len({tab.cookie("refresh") for tab in tabs}) == 1
            assert {tab.get("/api/users/me").status_code for tab in tabs[:3]} == {200}
            browser = tabs[0]
    [session] = sessions_of(alice)
    assert session.revoked_at is None


def test_a_token_from_a_moment_ago_gets_the_successor_again(client, alice, pass_seconds):
    browser = client.as_(alice)
    late = browser.copy()
    refresh(browser)
    pass_seconds(alice, 15)
    assert refresh(late).status_code == 200
    assert jti(late) == jti(browser)


def test_a_replayed_token_ends_the_session(client, alice, pass_seconds, caplog):
    browser = client.as_(alice)
    stolen = browser.copy()
    refresh(browser)
    pass_seconds(alice, 25)
    assert refresh(stolen).status_code == 401
    assert refresh(browser).status_code == 401
    assert browser.get("/api/users/me").status_code == 401
    alarms = [
        record for record in caplog.records if record.name == "headway.security" and record.levelname == "WARNING"
    ]
    assert [alarm.person for alarm in alarms] == [str(alice.id)]


def test_a_token_from_two_refreshes_ago_ends_the_session(client, alice):
    browser = client.as_(alice)
    stolen = browser.copy()
    refresh(browser)
    refresh(browser)
    assert refresh(stolen).status_code == 401
    assert refresh(browser).status_code == 401


def test_the_other_sessions_of_the_person_go_on(client, alice, pass_seconds):
    robbed, other = client.as_(alice), client.as_(alice)
    stolen = robbed.copy()
    refresh(robbed)
    pass_seconds(alice, 25)
    refresh(stolen)
    assert other.get("/api/users/me").status_code == 200
