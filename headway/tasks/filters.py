"""What a list holds: the filters of a query, resolved to what they mean today for the person who asks."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import TypeVar

from headway.tasks.schemas import Due, TaskQuery
from headway.tasks.states import Priority, Status

# Due moments are the owner's wall clock, so they have no zone.
FIRST_MOMENT = datetime(1970, 1, 1)  # noqa: DTZ001
NO_DATE = datetime(9999, 12, 31)  # noqa: DTZ001
LAST_MOMENT = datetime(9999, 12, 31, 23, 59)  # noqa: DTZ001
OPEN = frozenset({Status.PENDING, Status.IN_PROGRESS})
Member = TypeVar("Member", Status, Priority)


@dataclass(frozen=True)
class DueRange:
    """Due moments from `start` to before `end`; tasks without a date are due at `NO_DATE`."""

    start: datetime
    end: datetime


@dataclass(frozen=True)
class Filters:
    """Which tasks a list holds. Every status, and every priority, is the same as no such filter."""

    statuses: tuple[Status, ...]
    priorities: tuple[Priority, ...]
    due: DueRange | None
    words: tuple[str, ...]
    is_trash: bool

    @property
    def is_everything(self) -> bool:
        """Whether status and priority leave nothing out."""
        return len(self.statuses) == len(Status) and len(self.priorities) == len(Priority)


def resolve(query: TaskQuery, today: date) -> Filters:
    """The filters of `query` when it is `today` for the person."""
    statuses = _chosen(query.status, Status)
    if query.due is Due.OVERDUE:
        statuses = tuple(status for status in statuses if status in OPEN)
    return Filters(
        statuses=statuses,
        priorities=_chosen(query.priority, Priority),
        due=_due_range(query, today),
        words=_words(query.q),
        is_trash=query.deleted,
    )


def list_name(query: TaskQuery) -> str:
    """What a cursor of the list is bound to: sort and filters however they were spelled, not the day of asking."""
    statuses, priorities = _chosen(query.status, Status), _chosen(query.priority, Priority)
    return repr(
        (
            "tasks",
            query.sort.value,
            [status.value for status in statuses],
            [priority.value for priority in priorities],
            query.due and query.due.value,
            query.due_from and query.due_from.isoformat(),
            query.due_to and query.due_to.isoformat(),
            _words(query.q),
            query.deleted,
        )
    )


def _chosen(given: list[Member], members: type[Member]) -> tuple[Member, ...]:
    """The members that were given, each once and in order; all of them when none was given."""
    return tuple(member for member in members if member in given or not given)


def _words(text: str) -> tuple[str, ...]:
    """The words to search for, case-folded; a word inside another one asks for nothing more."""
    words = sorted({word.casefold() for word in text.split()})
    return tuple(word for word in words if not any(word in other for other in words if other != word))


def _due_range(query: TaskQuery, today: date) -> DueRange | None:
    """Where all filters of the due date overlap, or None without any; an empty overlap holds no task."""
    ranges = []
    if query.due:
        ranges.append(_named_range(query.due, today))
    if query.due_from or query.due_to:
        ranges.append(_days(query.due_from, query.due_to))
    if not ranges:
        return None
    return DueRange(max(found.start for found in ranges), min(found.end for found in ranges))


def _named_range(due: Due, today: date) -> DueRange:
    if due is Due.OVERDUE:
        return _days(None, today - timedelta(days=1))
    if due is Due.TODAY:
        return _days(today, today)
    if due is Due.WEEK:
        return _days(today, today + timedelta(days=6))
    return DueRange(NO_DATE, LAST_MOMENT)


def _days(first: date | None, last: date | None) -> DueRange:
    """The moments of the days from `first` to `last`, both included."""
    start = datetime.combine(first, time.min) if first else FIRST_MOMENT
    end = datetime.combine(last + timedelta(days=1), time.min) if last else NO_DATE
    return DueRange(start, end)
