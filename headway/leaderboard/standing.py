"""The statement that reads what an act must know before it moves points: the person, and what the ledger says."""

from typing import Any

from sqlalchemy import ARRAY, Date, Select, Uuid, and_, any_, bindparam, func, select, true
from sqlalchemy.dialects.postgresql import distinct_on

from headway.accounts.models import User
from headway.leaderboard.models import Line, ScoreDay


def _standing() -> Select[Any]:
    """A row for each task that has lines, else one row with nulls; every row holds the person and the sum of today."""
    owner: Any = bindparam("owner", type_=Uuid())
    tasks: Any = bindparam("tasks", type_=ARRAY(Uuid()))
    net = func.sum(Line.points).over(partition_by=Line.task_id)
    firsts = (
        select(Line.task_id, Line.day, Line.points.label("award"), net.label("net"))
        .where(Line.owner_id == owner, Line.task_id == any_(tasks))
        .order_by(Line.task_id, Line.number)
        .ext(distinct_on(Line.task_id))
        .subquery("firsts")
    )
    today = bindparam("today", type_=Date())
    raw_today = select(ScoreDay.raw).where(ScoreDay.owner_id == owner, ScoreDay.day == today).scalar_subquery()
    return (
        select(
            User.timezone,
            User.leaderboard,
            User.created_at.label("joined_at"),
            func.coalesce(raw_today, 0).label("raw_today"),
            *firsts.c,
            ScoreDay.raw,
        )
        .select_from(User)
        .outerjoin(firsts, true())
        .outerjoin(ScoreDay, and_(ScoreDay.owner_id == owner, ScoreDay.day == firsts.c.day))
        .where(User.id == owner)
    )


STANDING = _standing()
