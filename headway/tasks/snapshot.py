"""A task at one version, and the rules by which an act makes the next version of it.

Acts read snapshots, make new ones and store the difference. Recorders are given both, and nobody changes either.
"""

from collections.abc import Mapping
from dataclasses import dataclass, fields, replace
from datetime import date, datetime, time
from typing import Any, Self
from uuid import UUID

from headway.errors import Invalid
from headway.tasks.models import Task
from headway.tasks.states import Priority, Status


@dataclass(frozen=True, slots=True)
class Snapshot:
    """What is true of a task at one version. Instants are in UTC; due date and time are of the owner's time zone."""

    id: UUID
    title: str
    description: str
    status: Status
    priority: Priority
    due_date: date | None
    due_time: time | None
    created_at: datetime
    updated_at: datetime
    completed_at: datetime | None
    deleted_at: datetime | None
    version: int

    @classmethod
    def first(cls, task_id: UUID, values: Mapping[str, Any], at: datetime) -> Self:
        """The task that `values` describe, created at `at`; raises `Invalid`."""
        task = cls(
            id=task_id,
            **values,
            created_at=at,
            updated_at=at,
            completed_at=at if values["status"] is Status.COMPLETED else None,
            deleted_at=None,
            version=1,
        )
        task._check_due()
        return task

    @property
    def title_key(self) -> str:
        """The title by which it is sorted and found."""
        return self.title.casefold()

    @property
    def description_key(self) -> str:
        """The description in which words are found."""
        return self.description.casefold()

    @property
    def is_trashed(self) -> bool:
        """Whether the task lies in the trash."""
        return self.deleted_at is not None

    def changed(self, values: Mapping[str, Any], at: datetime) -> Self:
        """The task with `values` taken at `at`, or itself when it had them all; raises `Invalid`.

        It was completed when it last moved to completed, and clearing the date clears the time of day.
        """
        values = dict(values)
        if "due_date" in values and values["due_date"] is None:
            values.setdefault("due_time", None)
        if values.get("status", self.status) is not self.status:
            values["completed_at"] = at if values["status"] is Status.COMPLETED else None
        task = replace(self, **values)
        task._check_due()
        return self if task == self else task._next(at)

    def trashed(self, at: datetime) -> Self:
        """The task put in the trash at `at`, or itself when it lies there."""
        return self if self.is_trashed else replace(self, deleted_at=at)._next(at)

    def restored(self, at: datetime) -> Self:
        """The task taken from the trash at `at`, or itself when it is not there."""
        return replace(self, deleted_at=None)._next(at) if self.is_trashed else self

    def _next(self, at: datetime) -> Self:
        return replace(self, updated_at=at, version=self.version + 1)

    def _check_due(self) -> None:
        if self.due_time is not None and self.due_date is None:
            raise Invalid.field("due_time", "Give a date too: a time of day needs one.")


COLUMNS = tuple(getattr(Task, field.name) for field in fields(Snapshot))
