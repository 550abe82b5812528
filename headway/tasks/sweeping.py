"""The trash, emptied of what has lain there for 30 days: by the same act, lock and recorders as any removal."""

from contextlib import suppress
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import bindparam, select

from headway import maintenance
from headway.accounts import tallies
from headway.database import fetch_all, transaction
from headway.errors import NotSignedIn
from headway.extensions import db
from headway.tasks import storing
from headway.tasks.models import Task
from headway.tasks.snapshot import COLUMNS, Snapshot

CHORE = "trash"
EVERY_SECONDS = 86_400.0
KEPT = timedelta(days=30)
BATCH = 500  # tasks of one person in one transaction, and people looked up at once

OWNERS = select(Task.owner_id).where(Task.deleted_at < bindparam("before")).distinct().limit(BATCH)
EXPIRED = (
    select(*COLUMNS).where(Task.owner_id == bindparam("owner"), Task.deleted_at < bindparam("before")).limit(BATCH)
)


def sweep_alone(at: datetime) -> None:
    """Sweep, unless another process does it at this moment."""
    with maintenance.alone(CHORE) as is_mine:
        if is_mine:
            sweep(at)


def sweep(at: datetime) -> None:
    """Remove every task that was put in the trash more than 30 days before `at` (UTC)."""
    while owners := fetch_all(OWNERS, {"before": at - KEPT}):
        for [owner_id] in owners:
            # An account that goes meanwhile takes its trash along.
            with suppress(NotSignedIn):
                _sweep_batch(owner_id, at)


def _sweep_batch(owner_id: UUID, at: datetime) -> None:
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        expired = db.session.execute(EXPIRED, {"owner": owner_id, "before": at - KEPT})
        if tasks := [Snapshot(*row) for row in expired]:
            storing.remove(tally, tasks, at, after_commit)
