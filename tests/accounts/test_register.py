import pytest

from headway.accounts.people import email_key

PASSWORD = "seven quiet otters"


def form(**changes):
    return {"name": "Dana", "email": "dana@people.example", "password": PASSWORD} | changes


def refused_fields(response):
    assert response.status_code == 422
    return [error["field"] for error in response.json["errors"]]


def test_a_new_person_is_signed_in(client, unique_email):
    response = client.post("/api/users/register", json=form(email=unique_email, timezone="Europe/Berlin"))
    assert response.status_code == 201
    assert response.json["user"].keys() == {"id", "name", "email", "timezone", "leaderboard", "created_at"}
    assert client.get("/api/users/me").json == response.json["user"]
    assert response.json["user"]["timezone"] == "Europe/Berlin"


def test_what_is_not_said_has_a_default(client, unique_email):
    user = client.post("/api/users/register", json=form(email=unique_email)).json["user"]
    assert (user["timezone"], user["leaderboard"]) == ("UTC", "name")
    assert user["created_at"].endswith("Z")


@pytest.mark.parametrize("spelling", [str.upper, str.title, lambda email: email.replace("e", "ｅ")])
def test_an_address_has_one_account_however_it_is_spelled(client, unique_email, spelling):
    assert client.post("/api/users/register", json=form(email=unique_email)).status_code == 201
    response = client.post("/api/users/register", json=form(email=spelling(unique_email)))
    assert response.status_code == 409
    assert response.json["errors"] == [{"field": "email", "message": "That email already has an account."}]


def test_an_address_is_shown_as_it_was_typed(client, unique_email):
    typed = unique_email.title()
    assert client.post("/api/users/register", json=form(email=f"  {typed} ")).json["user"]["email"] == typed


@pytest.mark.parametrize("domain", ["a.test", "printer.local", "b.example", "mail.co.uk", "müller.de"])
def test_any_domain_with_a_dot_will_do(client, unique_email, domain):
    local = unique_email.partition("@")[0]
    assert client.post("/api/users/register", json=form(email=f"{local}@{domain}")).status_code == 201


NO_ADDRESSES = ["", " ", "dana", "dana@", "@a.test", "dana@test", "da na@a.test", "dana@a..test", "dana@.test"]
NO_ADDRESSES += ["dana@a.test.", "a@b@c.test", "dana\u200b@a.test", "dana@a.test\nBcc: x@b.test", "dana\0@a.test"]
NO_ADDRESSES += [f"{'a' * 250}@a.test", f"{'a' * 65}@a.test", f"{'ﷺ' * 60}@a.test", None, 7, ["dana@a.test"]]


@pytest.mark.parametrize("email", NO_ADDRESSES)
def test_what_is_no_address_is_refused(client, email):
    assert refused_fields(client.post("/api/users/register", json=form(email=email))) == ["email"]


@pytest.mark.parametrize("name", ["", "  \t ", "a\nb", "a\0b", "x" * 101, None, 7, "x" + "\u0301" * 9])
def test_what_is_no_name_is_refused(client, name):
    assert refused_fields(client.post("/api/users/register", json=form(name=name))) == ["name"]


def test_a_name_is_trimmed_and_any_script_is_welcome(client, unique_email):
    name = "  ผู้ใช้ Renée O’Neil-فاطمة 👩‍🚀 "
    assert (
        client.post("/api/users/register", json=form(email=unique_email, name=name)).json["user"]["name"]
        == name.strip()
    )


@pytest.mark.parametrize("changes", [{"timezone": "Mars/Base"}, {"timezone": None}, {"timezone": "../etc/passwd"}])
def test_an_unknown_time_zone_is_refused(client, changes):
    assert refused_fields(client.post("/api/users/register", json=form(**changes))) == ["timezone"]


@pytest.mark.parametrize("name", ["id", "leaderboard", "created_at", "password_hash", "is_admin", "disabled_at"])
def test_a_field_that_is_not_asked_for_is_refused(client, name):
    assert refused_fields(client.post("/api/users/register", json=form(**{name: "x"}))) == [name]


def test_all_that_is_wrong_is_said_at_once(client):
    response = client.post("/api/users/register", json={"name": "", "email": "x", "password": "short"})
    assert refused_fields(response) == ["name", "email", "password"]


def test_whoever_registers_while_signed_in_changes_sessions(client, alice, unique_email):
    browser = client.as_(alice)
    former = browser.copy()
    assert browser.post("/api/users/register", json=form(email=unique_email)).status_code == 201
    assert former.get("/api/users/me").status_code == 401
    assert browser.get("/api/users/me").json["email"] == unique_email


@pytest.mark.parametrize("address", ["Straße@Example.test", "ﬀ@x.test", "İ@x.test", "ῼ@x.test", "ᾀ@x.test"])
def test_the_key_of_a_key_is_the_key(address):
    assert email_key(email_key(address)) == email_key(address)


def test_registering_costs_few_statements(client, unique_email, statements):
    with statements() as counted:
        assert client.post("/api/users/register", json=form(email=unique_email)).status_code == 201
    assert counted.total() <= 6
