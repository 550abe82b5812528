"""A new signing key: nobody is signed out by it, and a key that was dropped opens nothing any more."""

import jwt

from tests.client import Client
from tests.conftest import SECRETS

OLD = SECRETS["jwt_secret_key"]
NEW = "signs-the-tokens-of-tomorrow-9876543210"


def move(browser, app):
    return Client(app).with_cookies(browser.cookies())


def key_id(browser):
    return jwt.get_unverified_header(browser.cookie("access"))["kid"]


def test_sessions_survive_a_rolling_change(make_app, alice):
    before, during, after = (make_app(jwt_secret_key=keys) for keys in (OLD, f"{NEW},{OLD}", NEW))
    browser = Client(before).as_(alice)
    first = key_id(browser)
    browser = move(browser, during)
    assert browser.get("/api/users/me").status_code == 200
    assert browser.post("/api/users/refresh").status_code == 200
    assert key_id(browser) != first
    assert move(browser, after).patch("/api/users/me", json={}).status_code == 200


def test_a_dropped_key_opens_nothing(make_app, alice):
    browser = move(Client(make_app(jwt_secret_key=OLD)).as_(alice), make_app(jwt_secret_key=NEW))
    assert browser.get("/api/users/me").status_code == 401
    assert browser.post("/api/users/refresh").status_code == 401


def test_a_key_is_not_told_by_its_name(client, alice):
    assert key_id(client.as_(alice)) not in OLD
