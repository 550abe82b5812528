"""What Today and Upcoming show: their groups with the words over them, and what is said when there is nothing."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from headway import clock
from headway.accounts.person import Person
from headway.analytics.schemas import Numbers
from headway.pages import present, samples, words
from headway.pages.filters import Filters
from headway.pages.present import Reader
from headway.tasks import agenda
from headway.tasks.schemas import Agenda, AgendaGroup, AgendaQuery, TaskView
from headway.web.contract import validate

SHOWN_WHEN_FOLDED = 5
HEADINGS = {"overdue": "Overdue", "today": "Today", "anytime": "No time", "completed": "Completed"}
OPEN = "pending,in_progress"


@dataclass(frozen=True)
class Asked:
    """Who looks, at which day of theirs, and through which filters."""

    reader: Reader
    filters: Filters
    counts: Numbers


def today(person: Person, filters: Filters, counts: Numbers) -> dict[str, Any]:
    """All that Today draws."""
    asked = Asked(Reader.of(person, clock.now()), filters, counts)
    seen = agenda.read_today(person, _query(filters), clock.now())
    return _screen(seen, asked, _part_of_today) | {
        "state": _state(seen, asked),
        "progress": _progress(counts),
        "date": words.day_and_month(seen.today),
        "open_count": counts.overdue + counts.due_today,
        "tomorrow": seen.tomorrow.title if seen.tomorrow else "",
        "line": _line(seen, counts),
        "samples": samples.among(person, [task for group in seen.groups for task in group.tasks]),
    }


def upcoming(person: Person, filters: Filters, counts: Numbers) -> dict[str, Any]:
    """All that Upcoming draws."""
    asked = Asked(Reader.of(person, clock.now()), filters, counts)
    seen = agenda.read_upcoming(person, _query(filters), clock.now())
    screen = _screen(seen, asked, _part_of_upcoming)
    return screen | {"state": _nothing(screen["total"], asked), "beyond": _beyond(seen.groups[-1].last, filters)}


def _query(filters: Filters) -> AgendaQuery:
    values = {"status": list(filters.statuses), "priority": list(filters.priorities), "q": filters.q}
    query = validate(AgendaQuery, values)
    assert isinstance(query, AgendaQuery)
    return query


def _screen(seen: Agenda, asked: Asked, part: Callable[[AgendaGroup, Asked], dict[str, Any]]) -> dict[str, Any]:
    total = sum(group.total for group in seen.groups)
    return {
        "groups": [_group(group, asked) | part(group, asked) for group in seen.groups],
        "total": total,
        "count_words": words.tasks(total),
        "message": asked.filters.no_match(),
    }


def _group(group: AgendaGroup, asked: Asked) -> dict[str, Any]:
    """What every group has: its tasks, and the way to those that are not shown."""
    return {
        "name": group.name,
        "first": group.first or "",
        "last": group.last,
        "total": group.total,
        "tasks": [present.row(task, asked.reader, asked.filters) for task in group.tasks],
        "has_more": group.total > len(group.tasks),
    }


def _part_of_today(group: AgendaGroup, asked: Asked) -> dict[str, Any]:
    is_folded = group.name == "completed" and len(group.tasks) > SHOWN_WHEN_FOLDED
    shown = SHOWN_WHEN_FOLDED if is_folded else len(group.tasks)
    kind = {"overdue": {"due": "overdue"}, "completed": {"status": "completed", "due": "today"}}
    return {
        "word": HEADINGS[group.name],
        "note": "",
        "shown": shown,
        "hidden_count": len(group.tasks) - shown,
        "is_kept": bool(group.tasks),
        "rest_href": _list(asked.filters, kind.get(group.name, {"status": OPEN, "due": "today"})),
    }


def _part_of_upcoming(group: AgendaGroup, asked: Asked) -> dict[str, Any]:
    assert group.first is not None, "only what is overdue has no first day"
    is_day = group.first == group.last
    days = {"due_from": str(group.first), "due_to": str(group.last), "status": OPEN}
    return {
        "word": words.weekday_and_day(group.first) if is_day else words.short_span(group.first, group.last),
        "note": words.month_note(group.first, asked.reader.today) if is_day else "",
        "shown": len(group.tasks),
        "hidden_count": 0,
        "tasks": [_row(task, asked, is_day) for task in group.tasks],
        # A week without a task says nothing; on a day something can be put.
        "is_kept": bool(group.tasks) or is_day,
        "add_label": f"Add a task on {words.day_and_month(group.first)}" if is_day else "",
        "rest_href": _list(asked.filters, days),
    }


def _row(task: TaskView, asked: Asked, is_day: bool) -> dict[str, Any]:
    """A row of Upcoming: under the heading of its day it repeats no day."""
    row = present.row(task, asked.reader, asked.filters)
    if not is_day:
        return row
    return row | {"due_text": words.time_of_day(task.due_time, asked.reader.has_half_days) if task.due_time else ""}


def _state(seen: Agenda, asked: Asked) -> str:
    """What stands over the groups of Today, "" while something is open."""
    if any(group.tasks for group in seen.groups[:-1]):
        return ""
    if asked.filters.is_on:
        return _nothing(len(seen.groups[-1].tasks), asked)
    if seen.groups[-1].tasks:
        return "all-done"
    return _nothing(0, asked) if asked.counts.total == 0 else "nothing-due"


def _nothing(total: int, asked: Asked) -> str:
    if total:
        return ""
    if asked.filters.is_on:
        return "no-match"
    return "first-use" if asked.counts.total == 0 else ""


def _progress(counts: Numbers) -> str:
    """ "3 of 11 done", "" when nothing is due today."""
    due = counts.due_today + counts.due_today_completed
    return f"{counts.due_today_completed:,} of {due:,} done" if due else ""


def _line(seen: Agenda, counts: Numbers) -> dict[str, Any] | None:
    """The hours that the day line shows and the sentence that it is; None when no task of the day has a time."""
    timed = [task for group in seen.groups if group.first for task in group.tasks if task.due_time]
    if not timed:
        return None
    total = counts.due_today + counts.due_today_completed
    return {
        "start": 0 if any(task.due_time.hour < 6 for task in timed if task.due_time) else 6,
        "name": f"{words.tasks(total)} due today, {counts.due_today_completed:,} completed.",
    }


def _beyond(last: date, filters: Filters) -> dict[str, str]:
    """The way to what is due later than the screen shows."""
    href = _list(filters, {"due_from": str(last + timedelta(days=1)), "status": OPEN})
    return {"href": href, "text": f"Everything after {words.day_and_month(last, weekday=False)}"}


def _list(filters: Filters, part: dict[str, str]) -> str:
    """The address of the list of all that a group holds, through the same filters."""
    kept = {name: value for name, value in filters.query().items() if name in ("status", "priority", "q")}
    return f"/all?{urlencode(part | kept | {'sort': 'due'}, safe=',')}"
