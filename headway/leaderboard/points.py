"""The rules of points: what a task earns, when, and how much of a day counts."""

from collections.abc import Iterable
from datetime import date
from typing import Any

from headway.activity import Change
from headway.tasks.snapshot import Snapshot
from headway.tasks.states import Status

DAILY_CAP = 100
ON_TIME = 1


def earns(task: Snapshot | None) -> bool:
    """Whether the task has its points at this moment: completed, and neither removed nor in the trash."""
    return task is not None and task.status is Status.COMPLETED and not task.is_trashed


def points_move(changes: Iterable[Change[Any]]) -> bool:
    """Whether any of the changes gives points or takes them back."""
    return any(earns(change.before) != earns(change.after) for change in changes)


def award(task: Snapshot, day: date) -> int:
    """The points of a task that is completed for the first time on `day`, a date of its owner's time zone."""
    is_on_time = task.due_date is not None and day <= task.due_date
    return task.priority.code + (ON_TIME if is_on_time else 0)


def capped(raw: int) -> int:
    """What counts of a day whose awards sum up to `raw`."""
    return min(DAILY_CAP, raw)
