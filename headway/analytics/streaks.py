"""Days in a row with a completed task.

The database walks back from day to day, one probe of an index each, and stops at the first day without. The bounds of
the days come from outside: PostgreSQL may know other time zones than we do.
"""

from collections.abc import Sequence
from datetime import date, timedelta
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, BigInteger, ColumnElement, Integer, Select, Uuid, bindparam, func, select
from sqlalchemy.sql.elements import Grouping

from headway.analytics import days
from headway.database import fetch_all
from headway.tasks.models import Task
from headway.tasks.states import Status

WINDOW = 366  # days that one statement looks at
OWNER: ColumnElement[Any] = bindparam("owner", type_=Uuid())
# In brackets, since an array that is cast can't be indexed without.
BOUNDS: ColumnElement[Any] = Grouping(bindparam("streak_bounds", type_=ARRAY(BigInteger())))
LATEST: ColumnElement[Any] = bindparam("streak_latest", type_=Integer())


@lru_cache(maxsize=256)
def bounds(last: date, zone: str) -> Sequence[int]:
    """The ends of the days from `last` back, in seconds since 1970; day `n` is between the bounds `n + 1` and `n`."""
    first = last - timedelta(days=WINDOW - 1)
    return [int(start.timestamp()) for start in reversed(days.starts(first, WINDOW, zone))]


def statement() -> Select[Any]:
    """How many days the streak has (`streak`) and the number of its farthest day (`farthest`), of the days `BOUNDS`.

    It may begin with any day up to number `LATEST`.
    """
    day = func.generate_series(1, LATEST).column_valued("day")
    begin = select(day.label("day")).where(_is_active(day)).order_by(day).limit(1).subquery("begin")
    run = select(begin.c.day).cte("run", recursive=True)
    earlier = select((run.c.day + 1).label("day")).where(
        run.c.day + 1 < func.cardinality(BOUNDS), _is_active(run.c.day + 1)
    )
    run = run.union_all(earlier)
    return select(func.count().label("streak"), func.coalesce(func.max(run.c.day), 0).label("farthest")).select_from(
        run
    )


def further(owner_id: UUID, last: date, zone: str) -> int:
    """How many days the streak has from `last` back: for streaks beyond the first window."""
    streak = 0
    while True:
        window = {"owner": owner_id, "streak_bounds": bounds(last, zone), "streak_latest": 1}
        [row] = fetch_all(STATEMENT, window)
        streak += int(row.streak)
        if row.farthest < WINDOW:
            return streak
        last -= timedelta(days=WINDOW)


def _is_active(day: ColumnElement[Any]) -> ColumnElement[bool]:
    return (
        select(1)
        .where(
            Task.owner_id == OWNER,
            Task.deleted_at.is_(None),
            Task.status == Status.COMPLETED.sql,
            Task.completed_at >= func.to_timestamp(BOUNDS[day + 1]),
            Task.completed_at < func.to_timestamp(BOUNDS[day]),
        )
        .exists()
    )


STATEMENT = statement()
