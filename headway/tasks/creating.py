"""Making a task."""

from datetime import datetime
from uuid import UUID

import uuid_utils.compat as uuid_utils

from headway.accounts import tallies
from headway.database import transaction
from headway.tasks import reading, storing
from headway.tasks.schemas import NewTask
from headway.tasks.snapshot import Snapshot


def create(owner_id: UUID, new: NewTask, at: datetime) -> tuple[Snapshot, bool]:
    """The owner's new task, made at `at` (UTC), and True; or the task that has its id already, and False.

    So a client that heard no answer may send the same task again. Raises `Invalid`.
    """
    task = Snapshot.first(new.id or uuid_utils.uuid7(), new.model_dump(exclude={"id"}), at)
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        if storing.add(tally, task, at, after_commit):
            return task, True
        return reading.find(owner_id, task.id), False
