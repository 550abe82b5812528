"""Finding out who has an account: by the answer, by the cookies, by the work that the answer took."""

import pytest

from headway.accounts import administration, passwords
from tests.security.long import times
from tests.security.timing import told_apart


@pytest.fixture
def hashes_checked(monkeypatch):
    """The hashes that passwords are checked against, in order."""
    checked = []
    verify = passwords.hasher.verify

    class Spy:
        def verify(self, password_hash, password):
            checked.append(password_hash)
            return verify(password_hash, password)

        check_needs_rehash = staticmethod(passwords.hasher.check_needs_rehash)

    monkeypatch.setattr(passwords, "hasher", Spy())
    return checked


@pytest.fixture
def strangers(alice, bob, in_app, clock, unique_email):
    """Who is refused, and with which password."""
    administration.disable(bob.email, clock())
    return [(alice.email, "not the password"), (unique_email, alice.password), (bob.email, bob.password)]


def test_every_refusal_is_the_same(client, strangers, statements):
    answers = []
    for email, password in strangers:
        with statements() as counted:
            response = client.post("/api/users/login", json={"email": email, "password": password})
        headers = sorted(name for name, _ in response.headers)
        answers.append((response.status_code, response.json | {"request_id": ""}, headers, counted.total()))
    assert answers[0] == answers[1] == answers[2]
    assert answers[0][0] == 401
    assert "Set-Cookie" not in answers[0][2]


def test_every_refusal_takes_one_hash_of_the_same_cost(client, strangers, hashes_checked):
    for email, password in strangers:
        client.post("/api/users/login", json={"email": email, "password": password})
    assert len(hashes_checked) == 3
    assert {password_hash.rsplit("$", 2)[0] for password_hash in hashes_checked} == {"$argon2id$v=19$m=19456,t=2,p=1"}


def test_the_time_of_a_refusal_names_nobody(client, strangers, alice, address):
    sources = iter(address, None)
    cohorts = {"wrong password": strangers[0], "nobody": strangers[1], "disabled": strangers[2]}

    def log_in(login):
        body = dict(zip(("email", "password"), login, strict=True))
        reply = client.post("/api/users/login", json=body, environ_base={"REMOTE_ADDR": next(sources)})
        assert reply.status_code in (401, 429)

    # An account is asked for at most 99 times an hour here: beyond that it answers before it hashes.
    assert told_apart(log_in, cohorts, times(15, 99)) < times(0.35, 0.1)
