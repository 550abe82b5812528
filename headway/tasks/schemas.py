"""What comes in about tasks, and the one form in which they go out."""

from datetime import date
from enum import StrEnum
from typing import Annotated, Any, Self
from uuid import UUID

from pydantic import Field, model_validator

from headway.tasks.models import LONGEST_DESCRIPTION, LONGEST_TITLE
from headway.tasks.states import Priority, Status
from headway.web.fields import Day, DayTime, Flag, Id, Input, Instant, View, Yes, absent, line, notes, refusal, whole

MOST_IN_BATCH = 200
LONGEST_SEARCH = 200
LONGEST_PAGE = 100
Title: Any = line(LONGEST_TITLE, "Enter a title.")
Description: Any = notes(LONGEST_DESCRIPTION)
Search: Any = notes(LONGEST_SEARCH)
Limit: Any = whole(1, LONGEST_PAGE)


class NewTask(Input):
    """A task to make. With an `id` of the client's the same post may be sent again."""

    id: Id = absent()
    title: Title
    description: Description = ""
    status: Status = Status.PENDING
    priority: Priority = Priority.MEDIUM
    due_date: Day | None = None
    due_time: DayTime | None = None


class TaskChanges(Input):
    """Fields to change; what is absent stays. `null` clears the due date, and its time with it, or the time."""

    title: Title = absent()
    description: Description = absent()
    status: Status = absent()
    priority: Priority = absent()
    due_date: Day | None = absent()
    due_time: DayTime | None = absent()

    @model_validator(mode="after")
    def _has_day_for_time(self) -> Self:
        if "due_date" in self.model_fields_set and self.due_date is None and self.due_time is not None:
            raise refusal("time_without_day", "A time of day needs a date.", field="due_time")
        return self

    @property
    def given(self) -> dict[str, Any]:
        """The fields that were sent, by name."""
        return {name: getattr(self, name) for name in self.model_fields_set}


class Batch(Input):
    """One act on many tasks: exactly one of `changes`, `delete`, `restore` and `remove` (for good, from the trash)."""

    ids: Annotated[list[Id], Field(min_length=1, max_length=MOST_IN_BATCH)]
    changes: TaskChanges = absent()
    delete: Yes = absent()
    restore: Yes = absent()
    remove: Yes = absent()

    @model_validator(mode="after")
    def _is_one_act(self) -> Self:
        if len(self.model_fields_set) != 2:
            raise refusal("one_act", "Give exactly one of changes, delete, restore and remove.")
        return self


class Removal(Input):
    """How to delete: into the trash, or at once and for good."""

    permanently: Flag = False


class Due(StrEnum):
    """Tasks by their due date, seen from today in the person's time zone."""

    OVERDUE = "overdue"
    TODAY = "today"
    WEEK = "week"
    NONE = "none"


class Sort(StrEnum):
    """The orders of a list; `-` is the exact reverse."""

    CREATED = "created"
    CREATED_REVERSED = "-created"
    UPDATED = "updated"
    UPDATED_REVERSED = "-updated"
    DUE = "due"
    DUE_REVERSED = "-due"
    PRIORITY = "priority"
    PRIORITY_REVERSED = "-priority"
    TITLE = "title"
    TITLE_REVERSED = "-title"


class TaskQuery(Input):
    """Which tasks to list, in which order, and which page of them."""

    status: list[Status] = Field(default_factory=list)
    priority: list[Priority] = Field(default_factory=list)
    due: Due | None = None
    due_from: Day | None = None
    due_to: Day | None = None
    q: Search = ""
    deleted: Flag = False
    sort: Sort = Sort.CREATED
    limit: Limit = 20
    cursor: str | None = None


class AgendaQuery(Input):
    """Which of the tasks that are due to show."""

    status: list[Status] = Field(default_factory=list)
    priority: list[Priority] = Field(default_factory=list)
    q: Search = ""


class TaskView(View):
    """A task as the API, the stream, the export and the pages show it."""

    id: UUID
    title: str
    description: str
    status: Status
    priority: Priority
    due_date: date | None
    due_time: DayTime | None
    created_at: Instant
    updated_at: Instant
    completed_at: Instant | None
    deleted_at: Instant | None
    version: int


class TaskPage(View):
    """One page of a list, the size of the whole list, and the cursors of the pages beside."""

    tasks: list[TaskView]
    total: int
    next: str | None
    previous: str | None


class AgendaGroup(View):
    """The tasks due from `first` (null: ever) to `last`: the first of them, and how many there are in all.

    `name` is `overdue`, `today` (at a time), `anytime` (without one) or `completed`; of a day or week, its first day.
    """

    name: str
    first: date | None
    last: date
    total: int
    tasks: list[TaskView]


class Agenda(View):
    """What is due, seen from `today` in the person's time zone; `tomorrow` is the first task of the next day."""

    today: date
    tomorrow: TaskView | None
    groups: list[AgendaGroup]


class BatchResult(View):
    """The tasks of a batch after the act, in the order asked for, and the ids that were left out.

    Of tasks removed for good there is nothing left: they are in neither list.
    """

    tasks: list[TaskView]
    missing: list[UUID]
