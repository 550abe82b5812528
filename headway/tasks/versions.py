"""Versions on the wire: the `ETag` of a task, and the `If-Match` of who would change no other (RFC 9110, 13.1.1)."""

from dataclasses import dataclass

from flask import request

from headway.errors import StaleVersion
from headway.tasks.schemas import TaskView
from headway.tasks.snapshot import Snapshot


def tag(version: int) -> str:
    """The entity tag of a version."""
    return f'"v{version}"'


@dataclass(frozen=True)
class Expected:
    """The versions that a request is about; None is any version."""

    tags: frozenset[str] | None = None

    def check(self, task: Snapshot) -> None:
        """Raise `StaleVersion`, with the task as it is now, unless `task` is at an expected version."""
        if self.tags is not None and tag(task.version) not in self.tags:
            raise StaleVersion(current=TaskView.model_validate(task).model_dump(mode="json"))


def expected() -> Expected:
    """What this request's `If-Match` expects. Weak tags never match: a write needs the very bytes."""
    header = request.headers.get("If-Match")
    if header is None or header.strip() == "*":
        return Expected()
    return Expected(frozenset(part.strip() for part in header.split(",")))
