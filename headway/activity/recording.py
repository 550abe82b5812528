"""The way of every write: recorders inside its transaction, event rows, subscribers after the commit.

Features hang themselves in by `add_recorder` and `add_subscriber` in their `init_app`; activity knows none of them.
"""

import logging
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any, Generic, Protocol, TypeVar, cast
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy import Insert, Integer, Table, Uuid, bindparam, insert, select, update

from headway.accounts.tallies import Held, Tally
from headway.activity.models import CHANGE, ChangeKind, Event
from headway.database import Write, rows_of_arrays, run_together

logger = logging.getLogger(__name__)

EVENTS = cast(Table, Event.__table__)
TALLIES = cast(Table, Tally.__table__)


class Versioned(Protocol):
    """What activity needs to know of a thing: its id, and how often it has changed."""

    @property
    def id(self) -> UUID: ...

    @property
    def version(self) -> int: ...


Thing = TypeVar("Thing", bound=Versioned)


@dataclass(frozen=True)
class Change(Generic[Thing]):
    """One thing before and after an act: None before it was created, None after it was removed."""

    kind: ChangeKind
    before: Thing | None
    after: Thing | None

    @property
    def id(self) -> UUID:
        """The id of the thing."""
        return self._last.id

    @property
    def version(self) -> int:
        """The version that the act made; of a removal, the one that would have come next."""
        return self._last.version + (self.after is None)

    @property
    def _last(self) -> Thing:
        last = self.after or self.before
        if last is None:
            raise ValueError("a change of nothing")
        return last


Recorder = Callable[[Held, Sequence[Change[Any]], datetime], Iterable[Write]]
Subscriber = Callable[[UUID, Sequence[Change[Any]]], None]


@dataclass
class Listeners:
    """The recorders and subscribers of one app, in the order in which they came."""

    recorders: list[Recorder] = field(default_factory=list)
    subscribers: list[Subscriber] = field(default_factory=list)


def add_recorder(app: Flask, recorder: Recorder) -> None:
    """Have what `recorder(tally, changes, at)` gives written with every write; one that raises undoes the write.

    It is called inside the transaction, before anything of the act but a new task is written, and may read.
    """
    _listeners(app).recorders.append(recorder)


def add_subscriber(app: Flask, subscriber: Subscriber) -> None:
    """Run `subscriber(owner_id, changes)` after the commit of every write; one that raises is logged."""
    _listeners(app).subscribers.append(subscriber)


def record(tally: Held, changes: Sequence[Change[Any]], at: datetime, act: Sequence[Write] = ()) -> None:
    """Write the `act` itself, what the recorders make of its `changes`, and their event rows, as of `at` (UTC).

    All of it goes in one statement, for one change or two hundred. `tally` is the owner's, locked.
    """
    recorded = [write for recorder in _listeners().recorders for write in recorder(tally, changes, at)]
    run_together([*act, *recorded, _events(tally, changes, at)])


def announce(owner_id: UUID, changes: Sequence[Change[Any]]) -> None:
    """Tell the subscribers what was committed. The act is done: what fails here is logged, and repaired elsewhere."""
    for subscriber in _listeners().subscribers:
        try:
            subscriber(owner_id, changes)
        except Exception:
            logger.exception("a subscriber failed", extra={"subscriber": subscriber.__qualname__})


def _events(tally: Held, changes: Sequence[Change[Any]], at: datetime) -> Write:
    """The event rows, and the tally with the numbers that they and the recorders have handed out."""
    last, tally.event_number = tally.event_number, tally.event_number + len(changes)
    return Write(
        APPEND,
        {
            "events_owner": tally.owner_id,
            "events_last": last,
            "happened_task_id": [change.id for change in changes],
            "happened_version": [change.version for change in changes],
            "happened_change": [change.kind for change in changes],
            "events_at": at,
            "event_number": tally.event_number,
            "line_number": tally.line_number,
        },
    )


def _append() -> Insert:
    """Event rows numbered on from the last, and the tally moved, in one round trip."""
    types: dict[str, Any] = {"task_id": Uuid(), "version": Integer(), "change": CHANGE}
    happened = rows_of_arrays("happened", types, place="place")
    owner = bindparam("events_owner", type_=Uuid())
    last = bindparam("events_last", type_=Integer())
    at = bindparam("events_at", type_=Event.at.type)
    rows = select(owner, last + happened.c.place, *(happened.c[name] for name in types), at)
    numbers = {name: bindparam(name, type_=Integer()) for name in ("event_number", "line_number")}
    moved = update(TALLIES).where(TALLIES.c.owner_id == owner).values(numbers).cte("moved")
    return insert(EVENTS).from_select(["owner_id", "number", *types, "at"], rows).add_cte(moved)


def _listeners(app: Flask | None = None) -> Listeners:
    found: Listeners = (app or current_app).extensions["headway.activity"]
    return found


APPEND = _append()
