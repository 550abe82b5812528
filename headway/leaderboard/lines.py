"""The lines behind a person's score, newest first."""

from typing import Any
from uuid import UUID

from sqlalchemy import Integer, Select, and_, bindparam, select

from headway.database import fetch_all
from headway.leaderboard.models import Line
from headway.leaderboard.schemas import LinesPage, LinesQuery
from headway.tasks.models import Task
from headway.web.pagination import Cursor, bad_cursor

LIST = "ledger"
BEYOND_ALL = 2**31 - 1


def read_page(owner_id: UUID, query: LinesQuery) -> LinesPage:
    """A page of the owner's ledger; raises `Invalid` for a cursor of another list."""
    before = _number(query.cursor)
    rows = fetch_all(LINES, {"owner": owner_id, "before": before, "rows": query.limit + 1})
    shown = rows[: query.limit]
    is_more = len(rows) > query.limit
    lines = [{name: value for name, value in row._asdict().items() if name != "number"} for row in shown]
    following = Cursor((shown[-1].number,)).encode(LIST) if is_more else None
    return LinesPage.model_validate({"lines": lines, "next": following})


def _number(cursor: str | None) -> int:
    """The number of the line before which a page begins."""
    if cursor is None:
        return BEYOND_ALL
    match Cursor.decode(cursor, LIST).keys:
        case (int(number),) if 0 <= number <= BEYOND_ALL:
            return number
    raise bad_cursor()


def _lines() -> Select[Any]:
    owner: Any = bindparam("owner")
    number: Any = bindparam("before", type_=Integer())
    columns: list[Any] = [Line.number, Line.at, Line.day, Line.task_id, Task.title, Line.points, Line.counted]
    return (
        select(*columns)
        .outerjoin(Task, and_(Task.owner_id == Line.owner_id, Task.id == Line.task_id))
        .where(Line.owner_id == owner, Line.number < number)
        .order_by(Line.number.desc())
        .limit(bindparam("rows", type_=Integer()))
    )


LINES = _lines()
