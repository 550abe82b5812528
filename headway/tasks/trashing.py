"""Into the trash, out of it, and away for good."""

from datetime import datetime
from uuid import UUID

from headway.accounts import tallies
from headway.activity import ChangeKind
from headway.database import transaction
from headway.tasks import reading, storing
from headway.tasks.snapshot import Snapshot
from headway.tasks.versions import Expected


def delete(owner_id: UUID, task_id: UUID, expected: Expected, at: datetime) -> None:
    """Put the owner's task in the trash at `at` (UTC), where it may lie already. Raises `NotFound`, `StaleVersion`."""
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        before = reading.find(owner_id, task_id)
        expected.check(before)
        storing.save(tally, ChangeKind.DELETED, [(before, before.trashed(at))], at, after_commit)


def restore(owner_id: UUID, task_id: UUID, expected: Expected, at: datetime) -> Snapshot:
    """The owner's task out of the trash, or unchanged when it was not there. Raises `NotFound`, `StaleVersion`."""
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        before = reading.find(owner_id, task_id)
        expected.check(before)
        after = before.restored(at)
        storing.save(tally, ChangeKind.RESTORED, [(before, after)], at, after_commit)
        return after


def remove(owner_id: UUID, task_id: UUID, expected: Expected, at: datetime) -> None:
    """Delete the owner's task for good, in the trash or out of it. Raises `NotFound`, `StaleVersion`."""
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        task = reading.find(owner_id, task_id)
        expected.check(task)
        storing.remove(tally, [task], at, after_commit)
