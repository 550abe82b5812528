"""What is due in the next days: a part of a statement that counts by day."""

from datetime import date, datetime, time, timedelta
from typing import Any

from sqlalchemy import Date, DateTime, Select, bindparam, func, literal_column, select

from headway.analytics.numbers import OPEN
from headway.analytics.streaks import OWNER
from headway.tasks.models import Task
from headway.tasks.states import Priority

DAYS = 7


def parameters(today: date) -> dict[str, Any]:
    """What the part is given: seven days from `today` on."""
    end = today + timedelta(days=DAYS)
    return {
        "today": today,
        "due_first": datetime.combine(today, time.min),
        "due_end": datetime.combine(end, time.min),
    }


def statement() -> Select[Any]:
    """`what` ("due"), `day` (1 is today) and `number` of the open tasks due on it."""
    first, end = (bindparam(name, type_=DateTime(timezone=False)) for name in ("due_first", "due_end"))
    day = (Task.due_date - bindparam("today", type_=Date()) + 1).label("day")
    columns: list[Any] = [literal_column("'due'").label("what"), day, func.count().label("number")]
    return (
        select(*columns)
        .where(
            Task.owner_id == OWNER,
            Task.deleted_at.is_(None),
            Task.status.in_([status.sql for status in OPEN]),
            Task.priority.in_([priority.sql for priority in Priority]),
            Task.due_key >= first,
            Task.due_key < end,
        )
        .group_by(day)
    )
