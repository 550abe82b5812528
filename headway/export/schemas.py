"""The document of everything that Headway keeps about a person."""

from datetime import date
from uuid import UUID

from headway.accounts.schemas import UserView
from headway.activity import ChangeKind
from headway.tasks.schemas import TaskView
from headway.web.fields import Instant, View


class ExportedSession(View):
    """A device that is or was signed in; `ended_at` is null until it is signed out or its session is ended."""

    id: UUID
    user_agent: str
    created_at: Instant
    last_used_at: Instant
    ended_at: Instant | None


class ExportedEvent(View):
    """One change of one task; the numbers have no gaps."""

    number: int
    task_id: UUID
    version: int
    change: ChangeKind
    at: Instant


class ExportedLine(View):
    """One line of the points ledger; `counted` is what the daily cap let through."""

    number: int
    at: Instant
    day: date
    task_id: UUID
    points: int
    counted: int


class Export(View):
    """Everything about a person; tasks include the trash."""

    exported_at: Instant
    user: UserView
    sessions: list[ExportedSession]
    tasks: list[TaskView]
    events: list[ExportedEvent]
    points: list[ExportedLine]
