"""A person's data, read and written a thousand rows at a time: the memory it takes does not grow with the account.

Each part is read in the order of its key, so nothing that was there all the while is missed or repeated, and no
connection is held while a slow client reads.
"""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import chain
from typing import Any
from uuid import UUID

from pydantic import BaseModel, TypeAdapter
from sqlalchemy import Row, select
from sqlalchemy.orm import InstrumentedAttribute

from headway.accounts.models import Session
from headway.accounts.person import Person
from headway.accounts.schemas import UserView
from headway.activity import Event
from headway.database import fetch_all
from headway.export.schemas import ExportedEvent, ExportedLine, ExportedSession
from headway.leaderboard.models import Line
from headway.tasks.models import Task
from headway.tasks.schemas import TaskView
from headway.tasks.snapshot import COLUMNS
from headway.web.contract import to_json
from headway.web.fields import format_instant

ROWS = 1_000


def write(person: Person, at: datetime) -> Iterator[bytes]:
    """The document in pieces, as `Export` describes it."""
    yield b'{"exported_at":"' + format_instant(at).encode() + b'","user":'
    yield to_json(UserView.model_validate(person))
    for name, rows in _parts(person.id).items():
        yield b',"' + name.encode() + b'":['
        yield from _joined(rows)
        yield b"]"
    yield b"}"


def _parts(owner_id: UUID) -> dict[str, Iterator[bytes]]:
    ended_at = Session.revoked_at.label("ended_at")
    sessions = select(Session.id, Session.user_agent, Session.created_at, Session.last_used_at, ended_at)
    tasks = select(*COLUMNS).where(Task.owner_id == owner_id)
    events = select(Event.number, Event.task_id, Event.version, Event.change, Event.at).where(
        Event.owner_id == owner_id
    )
    lines = select(Line.number, Line.at, Line.day, Line.task_id, Line.points, Line.counted).where(
        Line.owner_id == owner_id
    )
    return {
        "sessions": _pieces(ExportedSession, sessions.where(Session.user_id == owner_id), Session.id),
        "tasks": _pieces(TaskView, tasks, Task.id),
        "events": _pieces(ExportedEvent, events, Event.number),
        "points": _pieces(ExportedLine, lines, Line.number),
    }


def _pieces(view: type[BaseModel], query: Any, key: InstrumentedAttribute[Any]) -> Iterator[bytes]:
    """The rows of a query as JSON without brackets, a chunk a piece, in the order of `key`."""
    form = TypeAdapter(list[view])  # type: ignore[valid-type]
    for rows in _chunks(query, key):
        yield form.dump_json(form.validate_python(rows, from_attributes=True))[1:-1]


def _chunks(query: Any, key: InstrumentedAttribute[Any]) -> Iterator[Sequence[Row[Any]]]:
    query = query.order_by(key).limit(ROWS)
    rows = fetch_all(query)
    while rows:
        yield rows
        rows = fetch_all(query.where(key > getattr(rows[-1], key.key)))


def _joined(pieces: Iterable[bytes]) -> Iterator[bytes]:
    """The pieces with commas between them."""
    separated = chain.from_iterable((b",", piece) for piece in pieces)
    next(separated, None)
    return separated
