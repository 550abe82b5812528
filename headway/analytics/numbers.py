"""The numbers of an overview, in one statement: totals from the counters, the rest from short ranges of indexes."""

from datetime import date, datetime, time, timedelta
from typing import Any, Protocol
from uuid import UUID

from sqlalchemy import ColumnElement, Date, DateTime, Select, bindparam, func, select, true

from headway import clock
from headway.analytics import days, streaks
from headway.analytics.schemas import Numbers, OpenByPriority
from headway.analytics.streaks import OWNER
from headway.database import fetch_one
from headway.leaderboard.earned import points_on
from headway.leaderboard.windows import board_zone
from headway.tasks.models import Count, Task
from headway.tasks.states import Priority, Status

OPEN = (Status.PENDING, Status.IN_PROGRESS)


class Owner(Protocol):
    """Whose numbers are asked for: their time zone says when a day begins, and their newest event how new this is."""

    @property
    def id(self) -> UUID: ...

    @property
    def timezone(self) -> str: ...

    @property
    def event_number(self) -> int: ...


def read(person: Owner, at: datetime) -> Numbers:
    """The person's numbers at `at` (UTC)."""
    today = clock.day_in(person.timezone, at)
    row = fetch_one(NUMBERS, _parameters(person, today, clock.day_in(board_zone(), at)))
    assert row is not None, "aggregates have a row"
    streak = row.streak
    if row.farthest == streaks.WINDOW:
        streak += streaks.further(person.id, today - timedelta(days=streaks.WINDOW), person.timezone)
    return Numbers(
        total=row.total,
        pending=row.pending,
        in_progress=row.in_progress,
        completed=row.completed,
        overdue=row.overdue,
        due_today=row.due_today,
        due_today_completed=row.due_today_completed,
        open_by_priority=OpenByPriority(low=row.low, medium=row.medium, high=row.high),
        completed_today=row.completed_today,
        points_today=row.points_today,
        streak_days=streak,
        event_id=person.event_number,
    )


def _parameters(person: Owner, today: date, board_today: date) -> dict[str, Any]:
    tomorrow = today + timedelta(days=1)
    return {
        "owner": person.id,
        "today": datetime.combine(today, time.min),
        "tomorrow": datetime.combine(tomorrow, time.min),
        "board_today": board_today,
        "day_start": days.start_of(today, person.timezone),
        "day_end": days.start_of(tomorrow, person.timezone),
        "streak_bounds": streaks.bounds(today, person.timezone),
        "streak_latest": 2,  # the day is not over: a streak up to yesterday still holds
    }


def _statement() -> Select[Any]:
    counters = _counters().subquery("counters")
    streak = streaks.statement().subquery("streak")
    is_today = (Task.due_key >= _moment("today")) & (Task.due_key < _moment("tomorrow"))
    return select(
        *counters.c,
        *streak.c,
        _tasks(Task.due_key < _moment("today"), *OPEN).label("overdue"),
        _tasks(is_today, *OPEN).label("due_today"),
        _tasks(is_today, Status.COMPLETED).label("due_today_completed"),
        _completed_today().label("completed_today"),
        points_on(OWNER, bindparam("board_today", type_=Date())).label("points_today"),
    ).select_from(counters.join(streak, true()))


def _counters() -> Select[Any]:
    by_status = {status.value: Count.status == status.sql for status in Status}
    is_open = Count.status.in_([status.sql for status in OPEN])
    by_priority = {priority.value: is_open & (Count.priority == priority.sql) for priority in Priority}
    sums = (_sum(name, kind) for name, kind in {**by_status, **by_priority}.items())
    total = func.coalesce(func.sum(Count.tasks), 0).label("total")
    return select(total, *sums).where(Count.owner_id == OWNER, Count.trashed.is_(False))


def _sum(name: str, kind: ColumnElement[bool]) -> ColumnElement[Any]:
    return func.coalesce(func.sum(Count.tasks).filter(kind), 0).label(name)


def _tasks(due: ColumnElement[bool], *statuses: Status) -> ColumnElement[int]:
    """The number of tasks by due moment: named with all statuses and priorities, so that an index has the ranges."""
    return (
        select(func.count())
        .select_from(Task)
        .where(
            Task.owner_id == OWNER,
            Task.deleted_at.is_(None),
            Task.status.in_([status.sql for status in statuses]),
            Task.priority.in_([priority.sql for priority in Priority]),
            due,
        )
        .scalar_subquery()
    )


def _completed_today() -> ColumnElement[int]:
    return (
        select(func.count())
        .select_from(Task)
        .where(
            Task.owner_id == OWNER,
            Task.deleted_at.is_(None),
            Task.status == Status.COMPLETED.sql,
            Task.completed_at >= bindparam("day_start", type_=Task.completed_at.type),
            Task.completed_at < bindparam("day_end", type_=Task.completed_at.type),
        )
        .scalar_subquery()
    )


def _moment(name: str) -> ColumnElement[Any]:
    return bindparam(name, type_=DateTime(timezone=False))


NUMBERS = _statement()
