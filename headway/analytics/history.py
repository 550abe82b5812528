"""What a person created, completed and earned, day by day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Date, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from headway.analytics import days
from headway.analytics.schemas import ActiveDay
from headway.analytics.streaks import OWNER
from headway.database import fetch_all
from headway.leaderboard.earned import points_by_day
from headway.tasks.models import Task
from headway.tasks.states import Status


def read(owner_id: UUID, zone: str, first: date, last: date) -> list[ActiveDay]:
    """A row for each day of the time zone from `first` to `last`; tasks in the trash count nowhere."""
    length = (last - first).days + 1
    starts = days.starts(first, length, zone)
    bounds = {"start": starts[0], "end": starts[-1], "first": first, "last": last}
    parameters = {"owner": owner_id, "starts": list(starts)} | bounds
    counted: Counter[tuple[str, int]] = Counter()
    for row in fetch_all(HISTORY, parameters):
        counted[row.what, row.day] = row.number
    return [
        ActiveDay(
            date=first + timedelta(days=passed),
            created=counted["created", passed + 1],
            completed=counted["completed", passed + 1],
            points=counted["points", passed + 1],
        )
        for passed in range(length)
    ]


def _by_day(what: str, instant: InstrumentedAttribute[Any], *conditions: Any) -> Select[Any]:
    """Tasks counted by the day in which an instant of theirs lies, the first day being 1."""
    starts = bindparam("starts", type_=ARRAY(Task.created_at.type))
    day = func.width_bucket(instant, starts).label("day")
    start, end = (bindparam(name, type_=Task.created_at.type) for name in ("start", "end"))
    return (
        select(literal(what, literal_execute=True).label("what"), day, func.count().label("number"))
        .where(Task.owner_id == OWNER, Task.deleted_at.is_(None), instant >= start, instant < end, *conditions)
        .group_by(day)
    )


def _points() -> Select[Any]:
    """Points by the day of the board: its days bear the same dates, even where they begin at other instants."""
    first, last = (bindparam(name, type_=Date()) for name in ("first", "last"))
    earned = points_by_day(OWNER, first, last).subquery("earned")
    day = (earned.c.day - first + 1).label("day")
    return select(literal("points", literal_execute=True).label("what"), day, earned.c.points.label("number"))


HISTORY = union_all(
    _by_day("created", Task.created_at),
    _by_day("completed", Task.completed_at, Task.status == Status.COMPLETED.sql),
    _points(),
)
