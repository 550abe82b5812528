import pytest


def test_one_statement_tells_who_is_asking(client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        assert browser.get("/api/users/me").json["name"] == "Alice"
    assert counted.total() == 1


def test_what_is_named_changes_and_the_rest_stays(client, alice):
    browser = client.as_(alice)
    changed = browser.patch("/api/users/me", json={"name": "  Alice B. ", "leaderboard": "anonymous"})
    assert changed.status_code == 200
    assert changed.json["name"] == "Alice B."
    assert browser.get("/api/users/me").json == changed.json
    assert browser.patch("/api/users/me", json={"timezone": "Asia/Tokyo"}).json == changed.json | {
        "timezone": "Asia/Tokyo"
    }


def test_nothing_changes_nothing(client, alice):
    browser = client.as_(alice)
    assert browser.patch("/api/users/me", json={}).json == browser.get("/api/users/me").json


WRONG = [{"name": ""}, {"name": None}, {"timezone": "Nowhere"}, {"timezone": None}, {"leaderboard": "first"}]
WRONG += [{"leaderboard": None}, {"email": "x@y.test"}, {"id": "x"}, {"password": "x"}, {"created_at": "x"}]


@pytest.mark.parametrize("changes", WRONG)
def test_what_cannot_be_is_refused_and_nothing_changes(client, alice, changes):
    browser = client.as_(alice)
    before = browser.get("/api/users/me").json
    response = browser.patch("/api/users/me", json=changes | {"name": changes.get("name", "New")})
    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == [*changes]
    assert browser.get("/api/users/me").json == before


def test_a_change_is_told_to_the_features_once(make_app, alice):
    from headway.accounts.announcing import announcements
    from tests.client import Client

    told = []
    app = make_app()
    announcements(app).changed.append(lambda user, at: told.append((user.id, user.leaderboard)))
    browser = Client(app).as_(alice)
    for _ in range(2):
        assert browser.patch("/api/users/me", json={"leaderboard": "hidden"}).status_code == 200
    assert told == [(alice.id, "hidden")]


def test_a_change_costs_few_statements(client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        assert browser.patch("/api/users/me", json={"name": "New"}).status_code == 200
    assert counted.total() <= 6
