"""The statement that writes what an act moves: lines, days, windows and the projection's queue, in one round trip.

Its parts touch different tables, so they may run in one statement, whose parts all see the tables as they were before.
"""

from typing import Any

from sqlalchemy import Boolean, Date, DateTime, Insert, Integer, Uuid, bindparam, case, func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.types import TypeEngine

from headway.database import rows_of_arrays
from headway.leaderboard.models import Line, Score, ScoreDay, Waiting
from headway.leaderboard.windows import PERIOD

OWNER: Any = bindparam("owner", type_=Uuid())
LAST: Any = bindparam("last", type_=Integer())
AT: Any = bindparam("at", type_=DateTime(timezone=True))
JOINED: Any = bindparam("joined", type_=DateTime(timezone=True))
LISTED: Any = bindparam("listed", type_=Boolean())


def _post() -> Insert:
    parts = (_lines().cte("new_lines"), _days().cte("new_days"), _windows().cte("new_scores"))
    return insert(Waiting).values(owner_id=OWNER).add_cte(*parts)


def _lines() -> Any:
    """The lines, numbered on from the last."""
    columns: dict[str, TypeEngine[Any]] = {"task_id": Uuid(), "day": Date(), "points": Integer(), "counted": Integer()}
    new = rows_of_arrays("line", columns, place="place")
    rows = select(OWNER, LAST + new.c.place, new.c.task_id, new.c.day, new.c.points, new.c.counted, AT)
    names = ["owner_id", "number", "task_id", "day", "points", "counted", "at"]
    return insert(Line).from_select(names, rows)


def _days() -> Any:
    """The days, by their difference."""
    new = rows_of_arrays("day", {"day": Date(), "raw": Integer(), "completed": Integer()})
    rows = insert(ScoreDay).from_select(
        ["owner_id", "day", "raw", "completed"], select(OWNER, new.c.day, new.c.raw, new.c.completed)
    )
    return rows.on_conflict_do_update(
        index_elements=["owner_id", "day"],
        set_={"raw": ScoreDay.raw + rows.excluded.raw, "completed": ScoreDay.completed + rows.excluded.completed},
    )


def _windows() -> Any:
    """The windows, by their difference. All lines of an act go one way: where they sum up to 0, none counted."""
    new = rows_of_arrays("window", {"period": PERIOD, "starts_on": Date(), "points": Integer(), "completed": Integer()})
    names = ["owner_id", "period", "starts_on", "points", "completed", "reached_at", "joined_at", "listed"]
    numbers = (new.c.period, new.c.starts_on, new.c.points, new.c.completed)
    rows = insert(Score).from_select(names, select(OWNER, *numbers, AT, JOINED, LISTED))
    latest = func.greatest(Score.reached_at, rows.excluded.reached_at)
    return rows.on_conflict_do_update(
        index_elements=["owner_id", "period", "starts_on"],
        set_={
            "points": Score.points + rows.excluded.points,
            "completed": Score.completed + rows.excluded.completed,
            "reached_at": case((rows.excluded.points != 0, latest), else_=Score.reached_at),
        },
    )


POST = _post()
