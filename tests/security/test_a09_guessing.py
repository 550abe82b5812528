"""Guessing passwords: from one address, from many, at one account, at many, and by the side doors."""

import re
from itertools import repeat

import pytest
from sqlalchemy import text

from headway.database import transaction
from headway.extensions import db

WRONG = "not the password"


@pytest.fixture
def log_in(client):
    """Sign in from an address; the status."""

    def attempt(email, password, source):
        login = {"email": email, "password": password}
        return client.copy().post("/api/users/login", json=login, environ_base={"REMOTE_ADDR": source})

    return attempt


@pytest.fixture
def count_failures(in_app):
    """Count wrong passwords without the wait for each."""
    from headway.accounts.throttle import Attempt

    def count(email, source, times):
        for _ in repeat(None, times):
            Attempt(email, source).failed()

    return count


@pytest.fixture
def end_windows(in_app):
    """Let all waits be over."""

    def end():
        with transaction():
            db.session.execute(text("UPDATE throttle SET ends_at = now() WHERE attempts > 0"))

    return end


def statuses(responses):
    return [response.status_code for response in responses]


def test_the_eleventh_guess_waits(log_in, alice, address):
    source = address()
    answers = [log_in(alice.email, WRONG, source) for _ in range(11)]
    assert statuses(answers) == [401] * 10 + [429]
    assert 890 <= int(answers[-1].headers["Retry-After"]) <= 900
    assert answers[-1].json["detail"] == "Too many attempts: wait 15 minutes, then try again."


def test_within_the_wait_the_right_password_waits_too(log_in, alice, address, count_failures, end_windows):
    source = address()
    count_failures(alice.email, source, 10)
    assert log_in(alice.email, alice.password, source).status_code == 429
    assert log_in(alice.email.upper(), alice.password, source).status_code == 429
    end_windows()
    assert log_in(alice.email, alice.password, source).status_code == 200


def test_elsewhere_the_right_password_opens(log_in, alice, address, count_failures):
    count_failures(alice.email, address(), 10)
    assert log_in(alice.email, alice.password, address()).status_code == 200


def test_a_success_clears_the_line(log_in, alice, address, count_failures):
    source = address()
    for _ in range(3):
        count_failures(alice.email, source, 9)
        assert log_in(alice.email, alice.password, source).status_code == 200


def test_addresses_without_an_account_wait_alike(log_in, unique_email, address):
    source = address()
    assert statuses(log_in(unique_email, WRONG, source) for _ in range(11)) == [401] * 10 + [429]


def test_many_accounts_from_one_address_wait(log_in, alice, bob, address, count_failures):
    source = address()
    for number in range(100):
        count_failures(f"{number}@{source}.test", source, 1)
    assert log_in(alice.email, alice.password, source).status_code == 429
    assert log_in(bob.email, WRONG, address()).status_code == 401


def test_one_account_from_many_addresses_waits_but_for_its_own_people(log_in, alice, address, count_failures):
    home = address()
    assert log_in(alice.email, alice.password, home).status_code == 200
    for _ in range(50):
        count_failures(alice.email, address(), 2)
    assert log_in(alice.email, alice.password, address()).status_code == 429
    assert log_in(alice.email, alice.password, home).status_code == 200


def test_neighbours_in_one_ipv6_network_are_one(log_in, alice, count_failures):
    count_failures(alice.email, "2001:db8:1:2::1", 5)
    count_failures(alice.email, "2001:db8:1:2:ffff::9", 5)
    assert log_in(alice.email, alice.password, "2001:db8:1:2:3::4").status_code == 429
    assert log_in(alice.email, alice.password, "2001:db8:1:3::1").status_code == 200


def test_an_ipv4_address_is_itself_in_either_notation(log_in, alice, address, count_failures):
    source = address()
    count_failures(alice.email, f"::ffff:{source}", 10)
    assert log_in(alice.email, alice.password, source).status_code == 429


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("POST", "/api/users/me/password", {"current_password": WRONG, "new_password": "seven quiet otters"}),
        ("DELETE", "/api/users/me", {"password": WRONG}),
    ],
)
def test_there_is_no_side_door(client, log_in, alice, address, method, path, body):
    source = address()
    browser = client.as_(alice)
    sent = {"json": body, "method": method, "environ_base": {"REMOTE_ADDR": source}}
    assert statuses(browser.open(path, **sent) for _ in range(11)) == [422] * 10 + [429]
    assert log_in(alice.email, alice.password, source).status_code == 429
    assert browser.get("/api/users/me").status_code == 200


def test_refreshing_leaves_the_budget_of_signing_in(client, log_in, alice, address):
    source = address()
    browser = client.as_(alice)
    for _ in range(60):
        browser.post("/api/users/refresh", environ_base={"REMOTE_ADDR": source})
    assert log_in(alice.email, alice.password, source).status_code == 200


def test_registering_has_a_limit_of_its_own(client, in_app, unique_email, address):
    from headway.accounts import throttle

    source = address()
    with transaction():
        for _ in range(300):
            throttle.spend(throttle.REGISTRATIONS, source)
    form = {"name": "Dana", "email": unique_email, "password": "seven quiet otters"}
    assert client.post("/api/users/register", json=form, environ_base={"REMOTE_ADDR": source}).status_code == 429
    assert client.post("/api/users/register", json=form, environ_base={"REMOTE_ADDR": address()}).status_code == 201


def test_what_is_counted_names_nobody(in_app, alice, address, count_failures):
    source = address()
    count_failures(alice.email, source, 1)
    with transaction():
        lines = db.session.scalars(text("SELECT line FROM throttle")).all()
    assert all(re.fullmatch(r"[a-z]+:[0-9a-f]{40}", line) for line in lines)
