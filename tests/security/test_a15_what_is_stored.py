"""What a copy of the database gives away: no token that opens anything, no password."""

from sqlalchemy import text

from headway.database import fetch_all
from tests.factories import PASSWORD


def test_no_token_and_no_password_is_stored(client, alice, in_app):
    browser = client.as_(alice)
    browser.post("/api/users/refresh")
    stored = ""
    for table in ("users", "sessions", "tallies", "throttle"):
        stored += "".join(row[0] for row in fetch_all(text(f"SELECT t::text FROM {table} AS t")))  # noqa: S608
    for secret in (*browser.cookies().values(), browser.cookie("access").rpartition(".")[2], PASSWORD):
        assert secret not in stored


def test_a_new_password_ends_what_the_old_one_began(client, alice):
    thief, owner = client.as_(alice), client.as_(alice)
    change = {"current_password": alice.password, "new_password": "seven quiet otters"}
    assert owner.post("/api/users/me/password", json=change).status_code == 204
    assert thief.get("/api/users/me").status_code == 401
    assert thief.post("/api/users/refresh").status_code == 401
