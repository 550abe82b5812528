"""The statement behind a screen of days: the first tasks of many ranges of due moments, in one round trip.

For each range the due index gives the tasks of one status and one priority in order, so a range of a day costs at most
six short looks into the index, however many tasks there are. Nothing is counted here: how many tasks a range holds is
known when all of them came, and asked for (`totals`) when they did not.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import Boolean, ColumnElement, DateTime, Integer, Select, case, func, select, true, union_all
from sqlalchemy.types import TypeEngine

from headway.database import fetch_all, rows_of_arrays
from headway.tasks.conditions import OWNER, one_of, words
from headway.tasks.filters import Filters
from headway.tasks.models import Task
from headway.tasks.queries import patterns
from headway.tasks.snapshot import COLUMNS
from headway.tasks.states import Priority, Status

MOMENT = DateTime(timezone=False)
TYPES: dict[str, TypeEngine[Any]] = {"start": MOMENT, "end": MOMENT, "is_done": Boolean(), "most": Integer()}
RANGES = rows_of_arrays("range", TYPES, place="place")


@dataclass(frozen=True)
class Range:
    """The completed or the open tasks due from `start` to before `end`, and how `most` of them are wanted at once."""

    start: datetime
    end: datetime
    is_done: bool
    most: int


def first_rows(owner_id: UUID, filters: Filters, ranges: Sequence[Range]) -> list[list[Any]]:
    """For each range the owner's first tasks by due moment, then priority: one more than wanted if there are more."""
    found: list[list[Any]] = [[] for _ in ranges]
    for row in fetch_all(_rows(*_shape(filters)), _values(owner_id, filters, ranges)):
        found[row.place - 1].append(row)
    return found


def totals(owner_id: UUID, filters: Filters, ranges: Sequence[Range]) -> list[int]:
    """For each range how many of the owner's tasks it holds."""
    rows = fetch_all(_totals(*_shape(filters)), _values(owner_id, filters, ranges))
    return [row.total for row in rows]


def _shape(filters: Filters) -> tuple[tuple[Status, ...], tuple[Priority, ...], int]:
    return filters.statuses, filters.priorities, len(filters.words)


def _values(owner_id: UUID, filters: Filters, ranges: Sequence[Range]) -> dict[str, Any]:
    arrays = {f"range_{name}": [getattr(one, name) for one in ranges] for name in TYPES}
    return {"owner": owner_id} | arrays | patterns(filters.words)


@lru_cache(maxsize=256)
def _rows(statuses: tuple[Status, ...], priorities: tuple[Priority, ...], number_of_words: int) -> Select[Any]:
    kinds = [_kind(status, priority, number_of_words) for status in statuses for priority in priorities]
    merged = (union_all(*kinds) if len(kinds) > 1 else kinds[0]).subquery("merged")
    order = (merged.c.due_key, merged.c.priority.desc(), merged.c.id)
    first = select(merged).order_by(*order).limit(_limit()).lateral("first")
    again = (first.c.due_key, first.c.priority.desc(), first.c.id)
    return select(RANGES.c.place, first).select_from(RANGES.join(first, true())).order_by(RANGES.c.place, *again)


def _kind(status: Status, priority: Priority, number_of_words: int) -> Select[Any]:
    """The first tasks of one status and priority; where the range is of others, PostgreSQL does not even look."""
    return (
        select(*COLUMNS, Task.due_key)
        .where(
            RANGES.c.is_done.is_(status is Status.COMPLETED),
            Task.status == status.sql,
            Task.priority == priority.sql,
            *_within(number_of_words),
        )
        .order_by(Task.due_key, Task.id)
        .limit(_limit())
        .correlate(RANGES)
    )


@lru_cache(maxsize=256)
def _totals(statuses: tuple[Status, ...], priorities: tuple[Priority, ...], number_of_words: int) -> Select[Any]:
    def number(*chosen: Status) -> ColumnElement[int]:
        kinds = (one_of(Task.status, chosen), one_of(Task.priority, priorities), *_within(number_of_words))
        return select(func.count()).select_from(Task).where(*kinds).correlate(RANGES).scalar_subquery()

    open_ones = [status for status in statuses if status is not Status.COMPLETED]
    done = number(*(status for status in statuses if status is Status.COMPLETED))
    total = case((RANGES.c.is_done, done), else_=number(*open_ones))
    return select(total.label("total")).select_from(RANGES).order_by(RANGES.c.place)


def _within(number_of_words: int) -> tuple[ColumnElement[bool], ...]:
    return (
        Task.owner_id == OWNER,
        Task.deleted_at.is_(None),
        Task.due_key >= RANGES.c.start,
        Task.due_key < RANGES.c.end,
        *words(number_of_words),
    )


def _limit() -> ColumnElement[int]:
    return RANGES.c.most + 1
