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
Tasks = dict[UUID, Snapshot]


def batch(owner_id: UUID, order: Batch, at: datetime) -> tuple[list[Snapshot], list[UUID]]:
    """The owner's tasks after the act, in the order given, and the ids of those that it could not be done to.

    Missing are the ids of no task, of other people's, for changes those in the trash, and for removal those that are
    not: whoever empties the trash must not lose what was taken out of it meanwhile. One task to which the changes
    can't be made (`Invalid`: a time without a date) refuses all.
    """
    kind, act = _act(order, at)
    wanted = list(dict.fromkeys(order.ids))
    with transaction() as after_commit:
        tally = tallies.lock(owner_id)
        there = _open_to(kind, reading.find_each(owner_id, wanted))
        found = [there[task_id] for task_id in wanted if task_id in there]
        missing = [task_id for task_id in wanted if task_id not in there]
        if kind is ChangeKind.REMOVED:
            storing.remove(tally, found, at, after_commit)
            return [], missing
        pairs = [(task, act(task)) for task in found]
        storing.save(tally, kind, pairs, at, after_commit)
        return [after for _, after in pairs], missing


def _open_to(kind: ChangeKind, tasks: Tasks) -> Tasks:
    """Those of the tasks to which an act of this kind can be done."""
    if kind not in (ChangeKind.UPDATED, ChangeKind.REMOVED):
        return tasks
    is_wanted_in_trash = kind is ChangeKind.REMOVED
    return {task_id: task for task_id, task in tasks.items() if task.is_trashed is is_wanted_in_trash}


def _act(order: Batch, at: datetime) -> tuple[ChangeKind, Act]:
    if "delete" in order.model_fields_set:
        return ChangeKind.DELETED, lambda task: task.trashed(at)
    if "restore" in order.model_fields_set:
        return ChangeKind.RESTORED, lambda task: task.restored(at)
    if "remove" in order.model_fields_set:
        return ChangeKind.REMOVED, lambda task: task
    values = order.changes.given
    return ChangeKind.UPDATED, lambda task: task.changed(values, at)
