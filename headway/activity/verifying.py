"""Whether everybody's events are numbered without a gap, up to what their tally says."""

from typing import Any

from sqlalchemy import func, or_, select, text

from headway.accounts.models import User
from headway.accounts.tallies import Tally
from headway.activity.models import Event
from headway.extensions import db


def differences(most: int) -> list[str]:
    """Up to `most` sentences about people whose events have a gap, or end elsewhere than at their newest number.

    Old events are pruned from the front, so the first one kept may have any number.
    """
    kept = (
        select(
            Event.owner_id,
            func.min(Event.number).label("first"),
            func.max(Event.number).label("last"),
            func.count().label("events"),
        )
        .group_by(Event.owner_id)
        .subquery("kept")
    )
    has_gap = kept.c.last - kept.c.first + 1 != kept.c.events
    columns: list[Any] = [Tally.owner_id, Tally.event_number, *kept.c]
    query = (
        select(*columns)
        .join(kept, kept.c.owner_id == Tally.owner_id)
        .join(User, User.id == Tally.owner_id)
        .where(or_(has_gap, kept.c.last != Tally.event_number), User.deleted_at.is_(None))
        .limit(most)
    )
    with db.engine.begin() as connection:
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        return [
            f"{row.owner_id}: {row.events} events from {row.first} to {row.last}, the tally says {row.event_number}"
            for row in connection.execute(query)
        ]
