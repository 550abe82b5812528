"""What templates are given: rows and people with the words that they show."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from zoneinfo import ZoneInfo

from headway.accounts.person import Person
from headway.pages import told, words
from headway.pages.filters import Filters
from headway.pages.preferences import current_preferences
from headway.tasks.schemas import TaskView
from headway.tasks.sweeping import KEPT
from headway.web.fields import format_instant


@dataclass(frozen=True)
class Reader:
    """Who reads: where, on which day of theirs, and by which clock."""

    zone: ZoneInfo
    today: date
    has_half_days: bool

    @classmethod
    def of(cls, person: Person, at: datetime) -> "Reader":
        """The reader that `person` is at the instant `at`."""
        zone = ZoneInfo(person.timezone)
        return cls(zone, at.astimezone(zone).date(), current_preferences().has_half_days)


def row(task: TaskView, reader: Reader, filters: Filters) -> dict[str, Any]:
    """A task as its row shows it, linked to the same list with the task open."""
    return shown(task, reader) | {
        "href": filters.href(task=str(task.id)),
        "is_open": filters.task == str(task.id),
    }


def trashed(task: TaskView, reader: Reader) -> dict[str, Any]:
    """A task as the trash shows it."""
    assert task.deleted_at is not None
    passed = (reader.today - task.deleted_at.astimezone(reader.zone).date()).days
    return (
        shown(task, reader)
        | moment("deleted", task.deleted_at, reader)
        | {
            "deleted_text": words.days_away(-passed),
            "gone_text": words.days_away(max(0, KEPT.days - passed)),
        }
    )


def opened(task: TaskView, reader: Reader) -> dict[str, Any]:
    """A task as its panel or page shows it."""
    return (
        shown(task, reader)
        | {
            "description": task.description,
            "due_text": words.due_with_time(task.due_date, task.due_time, reader.today, reader.has_half_days),
        }
        | moment("created", task.created_at, reader)
        | moment("updated", task.updated_at, reader)
        | moment("completed", task.completed_at, reader)
        | moment("deleted", task.deleted_at, reader)
    )


def shown(task: TaskView, reader: Reader) -> dict[str, Any]:
    """What every drawing of a task shows."""
    is_overdue = task.status != "completed" and task.due_date is not None and task.due_date < reader.today
    text = words.due(task.due_date, task.due_time, reader.today, reader.has_half_days)
    spelt = words.due_in_full(task.due_date, task.due_time, reader.has_half_days)
    return {
        "id": task.id,
        "title": task.title,
        "status": task.status.value,
        "priority": task.priority.value,
        "version": task.version,
        "due_date": task.due_date,
        "due_time": task.due_time and f"{task.due_time:%H:%M}",
        "due_text": text,
        "due_full": spelt,
        "due_label": told.due_date(task.due_date, task.due_time, text, is_overdue, reader.has_half_days),
        "beside": told.beside(task.status.value, task.priority.value, spelt, is_overdue),
        "due_machine": words.due_for_machines(task.due_date, task.due_time),
        "is_overdue": is_overdue,
    }


def somebody(person: Person) -> dict[str, Any]:
    """A person as the navigation shows them."""
    return {
        "id": person.id,
        "name": person.name,
        "email": person.email,
        "timezone": person.timezone,
        "initials": words.initials(person.name),
        "hue": words.hue(person.name),
    }


def moment(name: str, at: datetime | None, reader: Reader) -> dict[str, str]:
    """An instant as `<name>_at`, `<name>_text` and `<name>_full`; nothing for one that did not come."""
    if at is None:
        return {}
    here = at.astimezone(reader.zone)
    return {
        f"{name}_at": format_instant(at),
        f"{name}_text": words.moment(here, reader.today, reader.has_half_days),
        f"{name}_full": words.moment_in_full(here, reader.has_half_days),
    }
