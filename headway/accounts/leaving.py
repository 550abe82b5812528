"""Deleting an account: gone for everybody at once, then from the disk, however many rows there are."""

import logging
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, any_, delete, func, literal_column, select

from headway.accounts import tallies
from headway.accounts.announcing import announce, announcements, tell
from headway.accounts.models import User
from headway.accounts.person import Person
from headway.database import fetch_all, transaction
from headway.extensions import db

security = logging.getLogger("headway.security")

BATCH = 5_000  # rows in one statement, well within its time limit
GIVEN_UP_AFTER = timedelta(minutes=10)


def leave(person: Person, at: datetime) -> None:
    """Delete the person's account and all that is theirs.

    The first transaction ends every session, frees the address and erases name and address: from then on nobody can
    tell that there was an account. Should the process die in what follows, `finish_interrupted` does the rest.
    """
    with transaction() as after_commit:
        tallies.lock(person.id)
        user = db.session.get_one(User, person.id)
        announce(announcements().deleted, user, at)
        user.disabled_at = user.deleted_at = at
        user.name = "Deleted"
        user.email = user.email_key = f"{user.id}@deleted.invalid"
        after_commit(tell, user.id)
    security.info("account deleted", extra={"person": str(person.id), "session": str(person.session_id)})
    finish(person.id)


def finish(owner_id: UUID) -> None:
    """Remove every row of a person whose account was deleted."""
    for model in announcements().owned:
        while _remove_batch(model.__table__, owner_id) == BATCH:
            continue
    with transaction():
        # A write that was under way holds the lock of its person and then needs their row: take them in that order.
        tallies.lock(owner_id)
        db.session.execute(delete(User).where(User.id == owner_id, User.deleted_at.is_not(None)))


def finish_interrupted(at: datetime) -> int:
    """Finish the deletions that a crash has interrupted, for the daily sweep; how many there were."""
    found = fetch_all(select(User.id).where(User.deleted_at < at - GIVEN_UP_AFTER))
    for [owner_id] in found:
        finish(owner_id)
    return len(found)


def _remove_batch(table: Any, owner_id: UUID) -> int:
    """Remove some rows by their place on the disk, which needs no index beyond that of the owner."""
    place: ColumnElement[Any] = literal_column("ctid")
    some = select(place).select_from(table).where(table.c.owner_id == owner_id).limit(BATCH)
    with transaction():
        removed = db.session.execute(delete(table).where(place == any_(func.array(some.scalar_subquery()))))
        return int(removed.rowcount)  # type: ignore[attr-defined]
