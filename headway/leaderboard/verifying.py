"""Whether tasks, ledger, days, scores and projection say the same: each check is one query over everything.

All tables are read in one snapshot, so people may work meanwhile. A check gives whose rows differ, and in what.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice
from typing import Any

from sqlalchemy import Connection, FromClause, Select, and_, case, func, or_, select, text

from headway.accounts.models import User
from headway.accounts.tallies import Tally
from headway.extensions import db
from headway.leaderboard.models import Line, Score, ScoreDay
from headway.leaderboard.points import DAILY_CAP
from headway.leaderboard.recounting import days_from_ledger, scores_from_ledger
from headway.tasks.models import Task
from headway.tasks.states import Status


@dataclass(frozen=True)
class Check:
    """A query for what differs, and the sentence about each row that it finds."""

    query: Select[Any]
    sentence: str


def differences(most: int) -> list[str]:
    """Up to `most` sentences, each about something that differs."""
    with db.engine.connect().execution_options(isolation_level="REPEATABLE READ") as connection:
        connection.execute(text("SET TRANSACTION READ ONLY"))
        # Everything is read: on a large database that takes longer than a request may.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        connection.execute(text("SET LOCAL work_mem = '64MB'"))
        return list(islice(_differences(connection, most), most))


def _differences(connection: Connection, most: int) -> Iterator[str]:
    for check in CHECKS:
        for row in connection.execute(check.query.limit(most)):
            yield check.sentence.format_map(row._mapping)


def _tasks_and_ledger() -> Check:
    """A task that earns has one award, on one day; any other task has none."""
    lined = _nets()
    earning = select(Task.owner_id, Task.id).where(Task.status == Status.COMPLETED.sql, Task.deleted_at.is_(None))
    earns = earning.subquery("earning")
    owner = func.coalesce(lined.c.owner_id, earns.c.owner_id)
    net = func.coalesce(lined.c.net, 0)
    due = case((earns.c.id.is_not(None), lined.c.award), else_=0)
    columns: list[Any] = [owner.label("owner_id"), func.coalesce(lined.c.task_id, earns.c.id).label("task_id")]
    same = and_(earns.c.owner_id == lined.c.owner_id, earns.c.id == lined.c.task_id)
    query = (
        select(*columns, net.label("net"))
        .select_from(lined.outerjoin(earns, same, full=True))
        .where(or_(lined.c.net.is_(None), lined.c.net != due, ~lined.c.is_one_award))
    )
    return Check(_staying(query, owner), "{owner_id}: the lines of task {task_id} sum up to {net}, not what it earns")


def _nets() -> FromClause:
    """For each task with lines their sum, its award, and whether it always was this award on this day."""
    award, lowest = func.max(Line.points), func.min(Line.points)
    is_one_award = and_(award > 0, lowest.in_((award, -award)), func.min(Line.day) == func.max(Line.day))
    columns: list[Any] = [Line.owner_id, Line.task_id, func.sum(Line.points).label("net"), award.label("award")]
    query = select(*columns, is_one_award.label("is_one_award")).group_by(Line.owner_id, Line.task_id)
    return query.subquery("lined")


def _numbers() -> Check:
    """A person's lines are numbered from 1 on, without a gap, up to what their tally says."""
    found = (
        select(Line.owner_id, func.max(Line.number).label("last"), func.count().label("lines"))
        .group_by(Line.owner_id)
        .subquery("found")
    )
    last, lines = func.coalesce(found.c.last, 0), func.coalesce(found.c.lines, 0)
    columns: list[Any] = [Tally.owner_id, Tally.line_number, last.label("last"), lines.label("lines")]
    query = select(*columns).outerjoin(found, found.c.owner_id == Tally.owner_id)
    query = query.where(or_(last != Tally.line_number, lines != Tally.line_number))
    sentence = "{owner_id}: the tally says {line_number} lines, there are {lines} and the last is number {last}"
    return Check(_staying(query, Tally.owner_id), sentence)


def _counted() -> Check:
    """What the cap let through of each line follows from the lines before it."""
    raw = func.sum(Line.points).over(partition_by=(Line.owner_id, Line.day), order_by=Line.number)
    lines = select(Line.owner_id, Line.number, Line.points, Line.counted, raw.label("raw")).subquery("lines")
    right = func.least(lines.c.raw, DAILY_CAP) - func.least(lines.c.raw - lines.c.points, DAILY_CAP)
    columns: list[Any] = [lines.c.owner_id, lines.c.number, lines.c.counted, right.label("right")]
    query = select(*columns).where(lines.c.counted != right)
    sentence = "{owner_id}: line {number} counts {counted} points, the cap lets {right} through"
    return Check(_staying(query, lines.c.owner_id), sentence)


def _days() -> Check:
    """Days are the sums of their lines."""
    query = _compare(ScoreDay.__table__, days_from_ledger())
    return Check(query, "{owner_id}: the day {day} doesn't have the sum of its lines")


def _scores() -> Check:
    """Scores are the sums of their days, and as visible as their people chose."""
    query = _compare(Score.__table__, scores_from_ledger())
    return Check(query, "{owner_id}: the score of {period} from {starts_on} isn't what ledger and account make it")


def _compare(table: Any, query: Select[Any]) -> Select[Any]:
    """The keys of the rows in which `table` and `query` differ."""
    right: FromClause = query.subquery("right_rows")
    keys = [column.name for column in table.primary_key]
    others = [column.name for column in table.columns if column.name not in keys]
    same = and_(*(table.c[name] == right.c[name] for name in keys))
    found = [func.coalesce(table.c[name], right.c[name], type_=table.c[name].type).label(name) for name in keys]
    differs = or_(*(table.c[name].is_distinct_from(right.c[name]) for name in others))
    joined = table.join(right, same, full=True)
    return _staying(select(*found).select_from(joined).where(differs), found[0].element)


def _staying(query: Select[Any], owner: Any) -> Select[Any]:
    """Without people who are leaving: their rows go in batches, table by table."""
    return query.join(User, User.id == owner).where(User.deleted_at.is_(None))


CHECKS = (_tasks_and_ledger(), _numbers(), _counted(), _days(), _scores())
