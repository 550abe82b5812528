from sqlalchemy import select, text, update

from headway.accounts import throttle
from headway.accounts.models import Session, Wait
from headway.accounts.sweeping import sweep
from headway.database import fetch_all, transaction
from headway.extensions import db


def test_sessions_stay_for_thirty_days_after_their_end(client, alice, age_sessions, clock):
    browser = client.as_(alice)
    browser.post("/api/users/logout")
    client.as_(alice)
    mine = select(Session.id).where(Session.user_id == alice.id)
    age_sessions(alice, "43 days")
    sweep(clock())
    assert len(fetch_all(mine)) == 2
    with transaction():
        db.session.execute(text("UPDATE sessions SET revoked_at = revoked_at - interval '31 days'"))
    sweep(clock())
    assert len(fetch_all(mine)) == 1
    age_sessions(alice, "2 days")
    sweep(clock())
    assert fetch_all(mine) == []


def test_waits_go_when_they_are_over(in_app, alice, clock):
    throttle.Attempt(alice.email, "192.0.2.1").failed()
    sweep(clock())
    mine = select(Wait.line).where(Wait.line == throttle.line("account", alice.email))
    assert len(fetch_all(mine)) == 1
    with transaction():
        db.session.execute(update(Wait).values(ends_at=text("now() - interval '1 s'")).where(Wait.attempts > 0))
    sweep(clock())
    assert fetch_all(mine) == []
