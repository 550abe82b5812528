"""What a person created, completed and earned, day by day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, CompoundSelect, Date, Select, bindparam, func, literal_column, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from headway.analytics import coming, days
from headway.analytics.schemas import ActiveDay
from headway.analytics.streaks import OWNER
from headway.database import fetch_all
from headway.leaderboard.earned import points_by_day
from headway.tasks.models import Task
from headway.tasks.states import Status


def read(owner_id: UUID, zone: str, first: date, last: date) -> list[ActiveDay]:
    """A row for each day of the time zone from `first` to `last`; tasks in the trash count nowhere."""
    counted = _count(HISTORY, _parameters(owner_id, zone, first, last))
    return _days(counted, first, last)


def read_until(owner_id: UUID, zone: str, first: date, today: date) -> tuple[list[ActiveDay], list[int]]:
    """The days from `first` to `today`, and how many open tasks are due today and on each of the six days after."""
    parameters = _parameters(owner_id, zone, first, today) | coming.parameters(today)
    counted = _count(HISTORY_AND_COMING, parameters)
    return _days(counted, first, today), [counted["due", passed + 1] for passed in range(coming.DAYS)]


def _parameters(owner_id: UUID, zone: str, first: date, last: date) -> dict[str, Any]:
    starts = days.starts(first, (last - first).days + 1, zone)
    bounds = {"start": starts[0], "end": starts[-1], "first": first, "last": last}
    return {"owner": owner_id, "starts": list(starts)} | bounds


def _count(statement: CompoundSelect[Any], parameters: dict[str, Any]) -> Counter[tuple[str, int]]:
    return Counter({(row.what, row.day): row.number for row in fetch_all(statement, parameters)})


def _days(counted: Counter[tuple[str, int]], first: date, last: date) -> list[ActiveDay]:
    return [
        ActiveDay(
            date=first + timedelta(days=passed),
            created=counted["created", passed + 1],
            completed=counted["completed", passed + 1],
            points=counted["points", passed + 1],
        )
        for passed in range((last - first).days + 1)
    ]


def _by_day(what: str, instant: InstrumentedAttribute[Any], *conditions: Any) -> Select[Any]:
    """Tasks counted by the day in which an instant of theirs lies, the first day being 1."""
    starts = bindparam("starts", type_=ARRAY(Task.created_at.type))
    day = func.width_bucket(instant, starts).label("day")
    start, end = (bindparam(name, type_=Task.created_at.type) for name in ("start", "end"))
    return (
        select(literal_column(f"'{what}'").label("what"), day, func.count().label("number"))
        .where(Task.owner_id == OWNER, Task.deleted_at.is_(None), instant >= start, instant < end, *conditions)
        .group_by(day)
    )


def _points() -> Select[Any]:
    """Points by the day of the board: its days bear the same dates, even where they begin at other instants."""
    first, last = (bindparam(name, type_=Date()) for name in ("first", "last"))
    earned = points_by_day(OWNER, first, last).subquery("earned")
    day = (earned.c.day - first + 1).label("day")
    return select(literal_column("'points'").label("what"), day, earned.c.points.label("number"))


PARTS = (
    _by_day("created", Task.created_at),
    _by_day("completed", Task.completed_at, Task.status == Status.COMPLETED.sql),
    _points(),
)
HISTORY = union_all(*PARTS)
HISTORY_AND_COMING = union_all(*PARTS, coming.statement())
