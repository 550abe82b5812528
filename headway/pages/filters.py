"""The filters of the list as the page shows them, read from the same query that the API takes."""

from dataclasses import dataclass, replace
from datetime import date
from urllib.parse import urlencode

from flask import request
from werkzeug.datastructures import MultiDict

from headway.pages import words

STATUSES = ("pending", "in_progress", "completed")
PRIORITIES = ("high", "medium", "low")
DUES = ("overdue", "today", "week", "none")
SORTS = ("created", "due", "priority", "title", "updated")
LONGEST_SEARCH = 200
FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)


@dataclass(frozen=True)
class Filters:
    """What narrows and orders the list. A link with a value that nothing offers is read as if it were left out."""

    statuses: tuple[str, ...] = ()
    priorities: tuple[str, ...] = ()
    due: str = ""
    due_from: str = ""
    due_to: str = ""
    q: str = ""
    sort: str = "created"
    cursor: str = ""
    task: str = ""

    @classmethod
    def of(cls, query: MultiDict[str, str]) -> "Filters":
        """Read the query of a page's address."""
        return cls(
            statuses=_listed(query, "status", STATUSES),
            priorities=_listed(query, "priority", PRIORITIES),
            due=_one(query, "due", DUES),
            due_from=_day(query.get("due_from", "")),
            due_to=_day(query.get("due_to", "")),
            q=_words(query.get("q", "")),
            sort=_one(query, "sort", SORTS + tuple(f"-{sort}" for sort in SORTS)) or "created",
            cursor=query.get("cursor", ""),
            task=query.get("task", ""),
        )

    def of_days(self) -> "Filters":
        """What of these the screens of days offer: their dates, their order and their pages are their own."""
        return replace(self, due="", due_from="", due_to="", sort="created", cursor="")

    @property
    def status(self) -> str:
        """The chosen status, "" for all."""
        return self.statuses[0] if len(self.statuses) == 1 else ""

    @property
    def is_on(self) -> bool:
        """Whether anything but the order narrows the list."""
        return bool(self.statuses or self.priorities or self.due or self.due_from or self.due_to or self.q)

    @property
    def priority(self) -> tuple[str, ...]:
        """The chosen priorities."""
        return self.priorities

    @property
    def priority_word(self) -> str:
        """The words on the priority chip."""
        if len(self.priorities) < 2:
            return "".join(self.priorities).capitalize()
        return f"{len(self.priorities)} priorities"

    @property
    def due_word(self) -> str:
        """The words on the due chip when days are chosen and not a name for them."""
        return words.days_between(self.due_from, self.due_to)

    def query(self) -> dict[str, str]:
        """The list's query as the API takes it, cursor included."""
        given = {
            "status": ",".join(self.statuses),
            "priority": ",".join(self.priorities),
            "due": self.due,
            "due_from": self.due_from,
            "due_to": self.due_to,
            "q": self.q,
            "sort": "" if self.sort == "created" else self.sort,
            "cursor": self.cursor,
        }
        return {name: value for name, value in given.items() if value}

    def href(self, **changes: str) -> str:
        """This page's address with `changes`; an empty value leaves the name out."""
        query = {name: value for name, value in {**self.query(), **changes}.items() if value}
        return f"{request.path}?{urlencode(query, safe=',')}" if query else request.path

    def no_match(self) -> str:
        """ "No in-progress tasks with high priority." names every filter that is on."""
        parts = (
            "No",
            " or ".join(status.replace("_", "-") for status in self.statuses),
            "tasks",
            self.priorities and f"with {' or '.join(self.priorities)} priority",
            DUE_PHRASES.get(self.due),
            words.due_between(self.due_from, self.due_to),
            self.q and f"with “{self.q}”",
        )
        return f"{' '.join(part for part in parts if part)}."


DUE_PHRASES = {
    "overdue": "that are overdue",
    "today": "due today",
    "week": "due in the next 7 days",
    "none": "without a date",
}


def _day(text: str) -> str:
    """A day that the list takes, "" for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return ""
    return text if len(text) == len("2026-11-22") and FIRST_DAY <= day <= LAST_DAY else ""


def _words(text: str) -> str:
    return "".join(character for character in text if character.isprintable()).strip()[:LONGEST_SEARCH]


def _listed(query: MultiDict[str, str], name: str, allowed: tuple[str, ...]) -> tuple[str, ...]:
    asked = {part for text in query.getlist(name) for part in text.split(",")}
    return tuple(value for value in allowed if value in asked)


def _one(query: MultiDict[str, str], name: str, allowed: tuple[str, ...]) -> str:
    value = query.get(name, "")
    return value if value in allowed else ""
