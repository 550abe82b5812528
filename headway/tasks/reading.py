"""One task, or some: always through the owner, so that what is not theirs is not there."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import ARRAY, Uuid, any_, bindparam, select

from headway.database import fetch_all, fetch_one, run
from headway.errors import NotFound
from headway.tasks.models import Task
from headway.tasks.schemas import TaskView
from headway.tasks.snapshot import COLUMNS, Snapshot

ONE = select(*COLUMNS).where(Task.owner_id == bindparam("owner"), Task.id == bindparam("task"))
SOME = select(*COLUMNS).where(
    Task.owner_id == bindparam("owner"), Task.id == any_(bindparam("tasks", type_=ARRAY(Uuid())))
)


def read(owner_id: UUID, task_id: UUID) -> TaskView:
    """The owner's task, in the trash or out of it; raises `NotFound`."""
    row = fetch_one(ONE, {"owner": owner_id, "task": task_id})
    if row is None:
        raise NotFound
    return TaskView.model_validate(row)


def read_each(owner_id: UUID, task_ids: Sequence[UUID]) -> list[TaskView]:
    """Those of the tasks that are the owner's, in the trash or out of it, in no order."""
    rows = fetch_all(SOME, {"owner": owner_id, "tasks": list(task_ids)})
    return [TaskView.model_validate(row) for row in rows]


def find(owner_id: UUID, task_id: UUID) -> Snapshot:
    """The owner's task as the transaction sees it; raises `NotFound`."""
    for row in run(ONE, {"owner": owner_id, "task": task_id}):
        return Snapshot(*row)
    raise NotFound


def find_each(owner_id: UUID, task_ids: Sequence[UUID]) -> dict[UUID, Snapshot]:
    """Those of the tasks that are the owner's, by id, as the transaction sees them."""
    rows = run(SOME, {"owner": owner_id, "tasks": list(task_ids)})
    return {row.id: Snapshot(*row) for row in rows}
