import pytest

from headway.accounts import administration
from tests.factories import PASSWORD


def log_in(client, email, password=PASSWORD):
    return client.post("/api/users/login", json={"email": email, "password": password})


def test_the_right_password_signs_in(client, alice):
    response = log_in(client, alice.email)
    assert response.status_code == 200
    assert response.json["user"]["id"] == str(alice.id)
    assert client.get("/api/users/me").json == response.json["user"]


def test_an_address_is_found_however_it_is_spelled(client, alice):
    assert log_in(client, f" {alice.email.upper()} ").status_code == 200


@pytest.mark.parametrize("password", [PASSWORD + " ", " " + PASSWORD, PASSWORD.upper(), PASSWORD[:-1], ""])
def test_a_password_is_taken_exactly_as_typed(client, alice, password):
    assert log_in(client, alice.email, password).status_code == 401


def test_each_sign_in_is_a_session_of_its_own(client, alice):
    first, second = client, client.copy()
    log_in(first, alice.email)
    log_in(second, alice.email)
    assert first.cookie("access") != second.cookie("access")
    assert len(first.get("/api/users/me/sessions").json["sessions"]) == 2


def test_whoever_signs_in_while_signed_in_changes_sessions(client, alice, bob):
    browser = client.as_(bob)
    former = browser.copy()
    assert log_in(browser, alice.email).status_code == 200
    assert former.get("/api/users/me").status_code == 401
    assert browser.get("/api/users/me").json["name"] == "Alice"


def test_a_failed_sign_in_leaves_the_session_alone(client, alice, bob):
    browser = client.as_(bob)
    assert log_in(browser, alice.email, "not the password").status_code == 401
    assert browser.get("/api/users/me").json["name"] == "Bob"


def test_a_person_has_at_most_twenty_sessions(client, alice):
    browsers = [client.as_(alice) for _ in range(20)]
    assert log_in(client, alice.email).status_code == 200
    assert len(client.get("/api/users/me/sessions").json["sessions"]) == 20
    assert [browser.get("/api/users/me").status_code for browser in browsers[:2]] == [401, 200]


def test_disabled_people_stay_out(client, alice, clock, in_app):
    browser = client.as_(alice)
    administration.disable(alice.email, clock())
    assert browser.get("/api/users/me").status_code == 401
    assert log_in(client, alice.email).status_code == 401
    administration.enable(alice.email)
    assert log_in(client, alice.email).status_code == 200


def test_old_hashes_are_made_anew(client, alice, in_app, set_hash, hash_of):
    set_hash(alice, time_cost=1)
    before = hash_of(alice)
    assert log_in(client, alice.email).status_code == 200
    assert hash_of(alice) != before
    assert log_in(client, alice.email).status_code == 200


@pytest.mark.parametrize(
    "body", [{}, {"email": "a@b.test"}, {"email": None, "password": None}, {"email": 1, "password": 2}]
)
def test_what_is_missing_is_said(client, body):
    assert client.post("/api/users/login", json=body).status_code == 422


def test_signing_in_costs_few_statements(client, alice, statements):
    log_in(client, alice.email, "wrong")
    with statements() as counted:
        assert log_in(client, alice.email).status_code == 200
    assert counted.total() <= 6
