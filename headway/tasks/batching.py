"""One act on many tasks: in one transaction, and in as many statements as for one task."""

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from headway.accounts import tallies
from headway.activity import ChangeKind
from headway.database import transaction
from headway.tasks import reading, storing
from headway.tasks.schemas import Batch
from headway.tasks.snapshot import Snapshot

Act = Callable[[Snapshot], Snapshot]


def batch(owner_id: UUID, order: Batch, at: datetime) -> tuple[list[Snapshot], list[UUID]]:
    """The owner's tasks after the act, in the order given, and the ids of those that it could not be done to.

    Missing are the ids of no task, of other people's, and for changes of tasks in the trash. One task to which the
    changes can't be made (`Invalid`: a time without a date) refuses all.
    """
    kind, act = _act(order, at)
    wanted = list(dict.fromkeys(order.ids))
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        found = reading.find_each(owner_id, wanted)
        if kind is ChangeKind.UPDATED:
            found = {task_id: task for task_id, task in found.items() if not task.is_trashed}
        pairs = [(found[task_id], act(found[task_id])) for task_id in wanted if task_id in found]
        storing.save(tally, kind, pairs, at, after_commit)
    return [after for _, after in pairs], [task_id for task_id in wanted if task_id not in found]


def _act(order: Batch, at: datetime) -> tuple[ChangeKind, Act]:
    if "delete" in order.model_fields_set:
        return ChangeKind.DELETED, lambda task: task.trashed(at)
    if "restore" in order.model_fields_set:
        return ChangeKind.RESTORED, lambda task: task.restored(at)
    values = order.changes.given
    return ChangeKind.UPDATED, lambda task: task.changed(values, at)
