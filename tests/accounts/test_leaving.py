from datetime import timedelta
from types import SimpleNamespace

import pytest
from sqlalchemy import column, select, table, text

from headway.accounts import leaving
from headway.accounts.announcing import announcements
from headway.accounts.models import Session, User
from headway.accounts.tallies import Tally
from headway.database import fetch_all, fetch_one, transaction
from headway.extensions import db
from tests.client import Client


@pytest.fixture
def pebbles(in_app):
    """A table of which a person may have more rows than one statement should remove."""
    with transaction():
        db.session.execute(text("CREATE TABLE pebbles (owner_id uuid, number int)"))
    yield SimpleNamespace(__table__=table("pebbles", column("owner_id"), column("number")))
    with transaction():
        db.session.execute(text("DROP TABLE pebbles"))


def leave(browser, password):
    return browser.delete("/api/users/me", json={"password": password})


def test_everything_of_the_account_is_gone(client, alice, in_app):
    phone, laptop = client.as_(alice), client.as_(alice)
    response = leave(laptop, alice.password)
    assert response.status_code == 204
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert laptop.cookies() == {}
    assert phone.get("/api/users/me").status_code == 401
    for mine in (User.id, Session.user_id, Tally.owner_id):
        assert fetch_all(select(mine).where(mine == alice.id)) == []


def test_the_address_is_free_again(client, alice):
    leave(client.as_(alice), alice.password)
    login = {"email": alice.email, "password": alice.password}
    assert client.post("/api/users/login", json=login).status_code == 401
    assert client.post("/api/users/register", json=login | {"name": "Alice"}).status_code == 201


@pytest.mark.parametrize("body", [{"password": "not the password"}, {}, {"password": None}])
def test_nobody_leaves_without_the_password(client, alice, body):
    browser = client.as_(alice)
    response = browser.delete("/api/users/me", json=body)
    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == ["password"]
    assert browser.get("/api/users/me").status_code == 200


def test_an_interrupted_deletion_is_hidden_and_finished_later(make_app, alice, clock):
    app = make_app(clock=clock)
    announcements(app).owned.append(
        SimpleNamespace(__table__=table("gone", column("owner_id")))
    )  # so that the second half of it fails
    browser = Client(app).as_(alice)
    assert leave(browser, alice.password).status_code == 500
    assert browser.get("/api/users/me").status_code == 401
    announcements(app).owned.pop()
    with app.app_context():
        assert fetch_one(select(User.name, User.email).where(User.id == alice.id)).name == "Deleted"
        assert leaving.finish_interrupted(clock()) == 0
        assert leaving.finish_interrupted(clock() + timedelta(minutes=11)) == 1
        assert fetch_one(select(User.id).where(User.id == alice.id)) is None


def test_many_rows_go_in_batches(make_app, alice, bob, pebbles, monkeypatch):
    monkeypatch.setattr(leaving, "BATCH", 10)
    app = make_app()
    announcements(app).owned.append(pebbles)
    with app.app_context():
        for person in (alice, bob):
            put = text("INSERT INTO pebbles SELECT :id, n FROM generate_series(1, 25) AS n")
            with transaction():
                db.session.execute(put, {"id": person.id})
    assert leave(Client(app).as_(alice), alice.password).status_code == 204
    with app.app_context():
        left = fetch_all(text("SELECT owner_id, count(*) FROM pebbles GROUP BY owner_id"))
        assert [tuple(row) for row in left] == [(bob.id, 25)]
