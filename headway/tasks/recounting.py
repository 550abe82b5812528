"""The recount: what the counters must say, from the tasks themselves."""

from collections.abc import Sequence
from typing import Any, cast

from sqlalchemy import Row, Select, and_, func, select, text

from headway.accounts.models import User
from headway.extensions import db
from headway.tasks.models import Count, Task


def differences(most: int) -> Sequence[Row[Any]]:
    """Up to `most` counters that differ from the tasks: whose, of what kind, what is `counted` and what is `there`."""
    with db.engine.begin() as connection:
        # Every task is read: on a large database that takes longer than a request may.
        connection.execute(text("SET LOCAL statement_timeout = 0"))
        return connection.execute(_differing().limit(most)).all()


def recount() -> Select[Any]:
    """The counters of everybody, from the tasks: the columns of `Count`, without rows of 0."""
    trashed = Task.deleted_at.is_not(None).label("trashed")
    kind = (Task.owner_id, trashed, Task.status, Task.priority)
    return cast(Select[Any], select(*kind, func.count().label("tasks")).group_by(*kind))


def _differing() -> Select[Any]:
    """Counters beside a recount, in one statement and so of one moment."""
    there = recount().subquery("there")
    counted = select(Count).where(Count.tasks != 0).subquery("counted")
    same = and_(*(counted.c[name] == there.c[name] for name in ("owner_id", "trashed", "status", "priority")))
    columns = {
        name: func.coalesce(counted.c[name], there.c[name], type_=counted.c[name].type).label(name)
        for name in ("owner_id", "trashed", "status", "priority")
    }
    numbers = {
        "counted": func.coalesce(counted.c.tasks, 0).label("counted"),
        "there": func.coalesce(there.c.tasks, 0).label("there"),
    }
    return (
        select(*columns.values(), *numbers.values())
        .select_from(counted.outerjoin(there, same, full=True))
        .join(User, User.id == columns["owner_id"].element)
        # The tasks of a person who is leaving go in batches, without their counters.
        .where(numbers["counted"].element != numbers["there"].element, User.deleted_at.is_(None))
        .order_by(*columns.values())
    )
