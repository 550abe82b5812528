"""What a person created and completed, day by day."""

from collections import Counter
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, bindparam, func, literal, select, union_all
from sqlalchemy.orm import InstrumentedAttribute

from headway.analytics import days
from headway.analytics.schemas import ActiveDay
from headway.analytics.streaks import OWNER
from headway.database import fetch_all
from headway.tasks.models import Task
from headway.tasks.states import Status


def read(owner_id: UUID, zone: str, first: date, last: date) -> list[ActiveDay]:
    """A row for each day of the time zone from `first` to `last`; tasks in the trash count nowhere."""
    length = (last - first).days + 1
    starts = days.starts(first, length, zone)
    parameters = {"owner": owner_id, "starts": list(starts), "start": starts[0], "end": starts[-1]}
    counted: Counter[tuple[str, int]] = Counter()
    for row in fetch_all(HISTORY, parameters):
        counted[row.what, row.day] = row.tasks
    return [
        ActiveDay(
            date=first + timedelta(days=passed),
            created=counted["created", passed + 1],
            completed=counted["completed", passed + 1],
            points=0,
        )
        for passed in range(length)
    ]


def _by_day(what: str, instant: InstrumentedAttribute[Any], *conditions: Any) -> Select[Any]:
    """Tasks counted by the day in which an instant of theirs lies, the first day being 1."""
    starts = bindparam("starts", type_=ARRAY(Task.created_at.type))
    day = func.width_bucket(instant, starts).label("day")
    start, end = (bindparam(name, type_=Task.created_at.type) for name in ("start", "end"))
    return (
        select(literal(what, literal_execute=True).label("what"), day, func.count().label("tasks"))
        .where(Task.owner_id == OWNER, Task.deleted_at.is_(None), instant >= start, instant < end, *conditions)
        .group_by(day)
    )


HISTORY = union_all(
    _by_day("created", Task.created_at),
    _by_day("completed", Task.completed_at, Task.status == Status.COMPLETED.sql),
)
