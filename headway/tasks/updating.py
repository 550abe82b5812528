"""Changing a task."""

from datetime import datetime
from uuid import UUID

from headway.accounts import tallies
from headway.activity import ChangeKind
from headway.database import transaction
from headway.errors import Conflict
from headway.tasks import reading, storing
from headway.tasks.schemas import TaskChanges
from headway.tasks.snapshot import Snapshot
from headway.tasks.versions import Expected


class InTrash(Conflict):
    """Restore it first."""


def update(owner_id: UUID, task_id: UUID, changes: TaskChanges, expected: Expected, at: datetime) -> Snapshot:
    """The owner's task with `changes` made at `at` (UTC); a change of nothing leaves its version alone.

    Raises `NotFound`, `Invalid` (a time without a stored date), `StaleVersion`, `InTrash`.
    """
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        before = reading.find(owner_id, task_id)
        after = before.changed(changes.given, at)
        expected.check(before)
        if before.is_trashed:
            raise InTrash
        storing.save(tally, ChangeKind.UPDATED, [(before, after)], at, after_commit)
        return after
