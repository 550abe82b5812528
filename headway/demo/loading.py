"""The demo in PostgreSQL, in one transaction: a run that ends early, however it ends, leaves nothing behind."""

from collections.abc import Callable
from contextlib import AbstractContextManager, closing
from typing import Any
from uuid import uuid4

import psycopg
from sqlalchemy import Connection, Insert, Select, func, insert, select, text, update

from headway.accounts.models import User
from headway.database import Base, transaction
from headway.demo.batches import Plan, batches
from headway.demo.copying import copy
from headway.demo.lifting import lift, restore
from headway.demo.room import IS_DEMO, Refused, make_room
from headway.demo.rows import COLUMNS, Batch
from headway.extensions import db
from headway.leaderboard.models import ProjectionMark, Score, ScoreDay
from headway.leaderboard.recounting import days_from_ledger, scores_from_ledger
from headway.tasks.models import Count, Task
from headway.tasks.recounting import recount

LOCK = 4_771_096  # any number, the same for all runs on one database
# No limit that is meant for requests, and room to sort in: for this transaction, and for no other connection.
SETTINGS = {
    "statement_timeout": "0",
    "lock_timeout": "10s",
    "idle_in_transaction_session_timeout": "0",
    "maintenance_work_mem": "256MB",
    "work_mem": "128MB",
}
Advance = Callable[[int], None]
Phase = Callable[[str, int], AbstractContextManager[Advance]]


def load(plan: Plan, phase: Phase, *, force: bool) -> None:
    """Make the demo of `plan`; with `force` in place of an earlier one, and beside real accounts. Raises `Refused`.

    Each part of the work runs in `phase(title, steps)`, a context that gives the function to call with steps done.
    """
    with transaction():
        connection = db.session.connection()
        if not connection.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
            raise Refused("Another demo-data is at work on this database: wait until it has ended.")
        for name, value in SETTINGS.items():
            connection.execute(select(func.set_config(name, value, True)))
        with phase("Room", 1):
            is_empty = make_room(connection, force=force)
        _fill(connection, plan, phase, is_empty=is_empty)


def _fill(connection: Connection, plan: Plan, phase: Phase, *, is_empty: bool) -> None:
    lifted = lift(connection) if is_empty else []
    with phase("People and tasks", plan.tasks) as advance, closing(batches(plan)) as source:
        for batch in source:
            _copy(connection, batch, freeze=is_empty)
            advance(batch.tasks)
    with phase("Counters and scores", 3) as advance:
        _follow(connection, advance)
    with phase("Indexes and keys", len(lifted)) as advance:
        restore(connection, lifted, advance)
    with phase("Statistics", 1):
        connection.execute(text("ANALYZE"))


def _copy(connection: Connection, batch: Batch, *, freeze: bool) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    for table, rows in batch.rows.items():
        copy(driver, table, COLUMNS[table], rows, freeze=freeze)


def _follow(connection: Connection, advance: Advance) -> None:
    """Write what follows from tasks and ledger, by the queries that verify it."""
    demo = select(User.id).where(IS_DEMO)
    owners = connection.scalars(demo).all()
    sources: dict[type[Base], Select[Any]] = {
        Count: recount().where(Task.owner_id.in_(demo)),
        ScoreDay: days_from_ledger(owners),
        Score: scores_from_ledger(owners),
    }
    for model, query in sources.items():
        connection.execute(_insert(model, query))
        advance(1)
    # From now on the projection in Valkey follows from other scores than these: it must not be believed.
    connection.execute(update(ProjectionMark).values(name=uuid4()))


def _insert(model: type[Base], query: Select[Any]) -> Insert:
    """The rows of `query`, in the order of the primary key: that halves the time, for its index grows at one end."""
    columns = query.selected_columns
    keys = (columns[key.name] for key in model.__table__.primary_key)
    return insert(model).from_select(columns.keys(), query.order_by(*keys))
