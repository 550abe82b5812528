"""What streams ask of PostgreSQL: for many people at once, in one statement each."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, Select, Uuid, bindparam, select, true

from headway.accounts.models import Session, User
from headway.accounts.sessions import is_live
from headway.accounts.tallies import Tally
from headway.activity import Event
from headway.database import fetch_all, rows_of_arrays
from headway.realtime.stream import MOST_WAITING


@dataclass
class Missed:
    """What happened to one person's tasks since a number: rows in order; `event_number` is that of the newest event."""

    id: UUID
    timezone: str
    event_number: int
    happened: list[Any] = field(default_factory=list)


def missed(positions: Mapping[UUID, int]) -> dict[UUID, Missed]:
    """What each person (by id) has not been told, given the number of the last event that they have been told.

    At most one row more than a stream can hold; people who are gone are absent.
    """
    found: dict[UUID, Missed] = {}
    for row in fetch_all(MISSED, {"told_owner_id": list(positions), "told_number": list(positions.values())}):
        person = found.setdefault(row.owner_id, Missed(row.owner_id, row.timezone, row.event_number))
        if row.number is not None:
            person.happened.append(row)
    return found


def newest_by_session(session_ids: Iterable[UUID]) -> dict[UUID, int]:
    """Those of the sessions that count at this moment, each with the number of its person's newest event."""
    return {row.id: row.event_number for row in fetch_all(NEWEST, {"session_ids": list(session_ids)})}


def _missed() -> Select[Any]:
    told = rows_of_arrays("told", {"owner_id": Uuid(), "number": BigInteger()})
    after = (
        select(Event.number, Event.task_id, Event.version, Event.change)
        .where(Event.owner_id == told.c.owner_id, Event.number > told.c.number)
        .order_by(Event.number)
        .limit(MOST_WAITING + 1)
        .lateral("after")
    )
    return (
        select(told.c.owner_id, User.timezone, Tally.event_number, *after.c)
        .join(User, User.id == told.c.owner_id)
        .join(Tally, Tally.owner_id == told.c.owner_id)
        .outerjoin(after, true())
        .order_by(told.c.owner_id, after.c.number)
    )


MISSED = _missed()
NEWEST = (
    select(Session.id, Tally.event_number)
    .join(User, User.id == Session.user_id)
    .join(Tally, Tally.owner_id == User.id)
    .where(Session.id == bindparam("session_ids", type_=ARRAY(Uuid())).any_(), is_live())
)
