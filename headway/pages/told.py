"""How a task sounds to somebody who hears the list; `phrases.js` says the same for what a script draws."""

from datetime import date, time

from headway.pages import words


def beside(status: str, priority: str, spelt: str, is_overdue: bool) -> str:
    """What stands beside the title: "in progress, high priority, due Monday, 23 November 2026, overdue"."""
    parts = [
        status.replace("_", " "),
        f"{priority} priority",
        spelt and f"due {spelt}",
        "overdue" if is_overdue else "",
    ]
    return ", ".join(filter(None, parts))


def due_date(on: date | None, at: time | None, seen: str, is_overdue: bool, has_half_days: bool) -> str:
    """The due date as a button: what is seen, then the day in full, and no part of it twice."""
    if on is None:
        return "Due date: none"
    has_time = at is not None and seen.endswith(words.time_of_day(at, has_half_days))
    whole = words.due_in_full(on, None if has_time else at, has_half_days)
    return f"Due date: {seen}, {whole}{', overdue' if is_overdue else ''}"
