"""The demo in PostgreSQL, in one transaction: a run that ends early, however it ends, leaves nothing behind."""

from collections.abc import Callable, Sequence
from contextlib import AbstractContextManager
from typing import Any
from uuid import UUID

import psycopg
from sqlalchemy import Connection, Select, insert, select, text

from headway import maintenance
from headway.accounts.models import User
from headway.database import Base, transaction
from headway.demo.batches import Plan, batches
from headway.demo.copying import copy
from headway.demo.lifting import lift, restore
from headway.demo.room import IS_DEMO, Refused, make_room
from headway.demo.rows import COLUMNS, Batch
from headway.extensions import db
from headway.leaderboard.models import Score, ScoreDay
from headway.leaderboard.recounting import days_from_ledger, scores_from_ledger
from headway.tasks.models import Count, Task
from headway.tasks.recounting import recount

# No limit that is meant for requests, and room to sort in: for this transaction, and for no other connection.
SETTINGS = {
    "statement_timeout": "0",
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
    with maintenance.alone("demo-data") as is_alone:
        if not is_alone:
            raise Refused("Another demo-data is at work on this database: wait until it has ended.")
        with transaction():
            connection = db.session.connection()
            for name, value in SETTINGS.items():
                connection.execute(text("SELECT set_config(:name, :value, true)"), {"name": name, "value": value})
            _fill(connection, plan, phase, is_empty=make_room(connection, force=force))


def _fill(connection: Connection, plan: Plan, phase: Phase, *, is_empty: bool) -> None:
    lifted = lift(connection) if is_empty else []
    with phase("People and tasks", plan.tasks) as advance:
        for batch in batches(plan):
            _copy(connection, batch, freeze=is_empty)
            advance(batch.tasks)
    with phase("Counters and scores", 3) as advance:
        _follow(connection, advance)
    with phase("Indexes and keys", len(lifted)) as advance:
        restore(connection, lifted, advance)
    with phase("Statistics", 1) as advance:
        connection.execute(text("ANALYZE"))
        advance(1)


def _copy(connection: Connection, batch: Batch, *, freeze: bool) -> None:
    driver = connection.connection.driver_connection
    assert isinstance(driver, psycopg.Connection)
    for table, rows in batch.rows.items():
        copy(driver, table, COLUMNS[table], rows, freeze=freeze)


def _follow(connection: Connection, advance: Advance) -> None:
    """Write what follows from tasks and ledger, by the queries that verify it."""
    demo = select(User.id).where(IS_DEMO)
    owners: Sequence[UUID] = connection.scalars(demo).all()
    for model, query in (
        (Count, recount().where(Task.owner_id.in_(demo))),
        (ScoreDay, days_from_ledger(owners)),
        (Score, scores_from_ledger(owners)),
    ):
        connection.execute(_insert(model, query))
        advance(1)


def _insert(model: type[Base], query: Select[Any]) -> Any:
    """The rows of `query`, whose columns have the names of the model's."""
    return insert(model.__table__).from_select(list(query.selected_columns.keys()), query)  # type: ignore[arg-type]
