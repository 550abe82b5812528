"""Authority that outlives its reason: an end holds at once, on every server, and nothing waits for a clean-up."""

from datetime import timedelta

import pytest
from sqlalchemy import func, update

from headway.accounts import administration
from headway.accounts.models import Session
from headway.database import transaction
from headway.extensions import db
from tests.client import Client
from tests.security.long import times

PAST = func.now() - timedelta(seconds=1)


def test_an_ended_session_is_refused_by_every_server(make_app, alice):
    here, there = make_app(), make_app()
    for _ in range(times(25, 1_000)):
        browser = Client(here).as_(alice)
        elsewhere = Client(there).with_cookies(browser.cookies())
        assert elsewhere.get("/api/users/me").status_code == 200  # its server remembers the token now
        assert browser.post("/api/users/logout").status_code == 204
        assert elsewhere.get("/api/users/me").status_code == 401
        assert elsewhere.post("/api/users/refresh").status_code == 401


@pytest.mark.parametrize("columns", [["idle_until"], ["idle_until", "absolute_until"], ["revoked_at"]], ids=str)
def test_an_end_that_has_passed_needs_no_sweep(client, alice, in_app, columns):
    browser = client.as_(alice)
    with transaction():
        db.session.execute(update(Session).where(Session.user_id == alice.id).values(dict.fromkeys(columns, PAST)))
    assert browser.get("/api/users/me").status_code == 401
    assert browser.post("/api/users/refresh").status_code == 401


def test_a_disabled_person_is_out_at_once(client, alice, in_app, clock):
    browser = client.as_(alice)
    administration.disable(alice.email, clock())
    assert browser.get("/api/users/me").status_code == 401
    assert browser.post("/api/users/refresh").status_code == 401
    administration.enable(alice.email)
    assert browser.get("/api/users/me").status_code == 401
