"""Today and the days to come: the tasks that are due, in the groups in which a person reads them."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from headway import clock
from headway.accounts.person import Person
from headway.tasks import dated
from headway.tasks.dated import Range
from headway.tasks.filters import FIRST_MOMENT, Filters, resolve
from headway.tasks.schemas import Agenda, AgendaGroup, AgendaQuery, TaskQuery, TaskView

DAY = timedelta(days=1)
# Untimed tasks are due at the last second of their day, and no time of day is as late.
UNTIMED = time(23, 59, 59)
MOST_TODAY = 50
DAYS, WEEKS = 14, 10
MOST_IN_A_DAY = 20


@dataclass(frozen=True)
class Group:
    """A part of the screen: the days that it is about (none of them is the first of what is overdue), and its tasks."""

    name: str
    first: date | None
    last: date
    range: Range


def read_today(person: Person, query: AgendaQuery, at: datetime) -> Agenda:
    """What is overdue and what is due on the person's day at `at` (UTC), open and completed, and what comes first
    tomorrow."""
    today = clock.day_in(person.timezone, at)
    tomorrow = Group("tomorrow", today + DAY, today + DAY, _days(today + DAY, today + DAY, 1))
    *groups, after = _read(person, query, today, (*_groups_of(today), tomorrow))
    return Agenda(today=today, tomorrow=next(iter(after.tasks), None), groups=groups)


def read_upcoming(person: Person, query: AgendaQuery, at: datetime) -> Agenda:
    """The open tasks of the fortnight that begins with the person's day at `at` (UTC), by day, then of ten weeks."""
    today = clock.day_in(person.timezone, at)
    days = [(today + place * DAY, today + place * DAY) for place in range(DAYS)]
    weeks = [(today + place * DAY, today + (place + 6) * DAY) for place in range(DAYS, DAYS + 7 * WEEKS, 7)]
    groups = [
        Group(first.isoformat(), first, last, _days(first, last, MOST_IN_A_DAY)) for first, last in (*days, *weeks)
    ]
    return Agenda(today=today, tomorrow=None, groups=_read(person, query, today, groups))


def _groups_of(today: date) -> tuple[Group, ...]:
    midnight, evening = datetime.combine(today, time.min), datetime.combine(today, UNTIMED)
    tomorrow = midnight + DAY

    def of_today(name: str, start: datetime, end: datetime, *, is_done: bool = False) -> Group:
        return Group(name, today, today, Range(start, end, is_done, MOST_TODAY))

    return (
        Group("overdue", None, today - DAY, Range(FIRST_MOMENT, midnight, False, MOST_TODAY)),
        of_today("today", midnight, evening),
        of_today("anytime", evening, tomorrow),
        of_today("completed", midnight, tomorrow, is_done=True),
    )


def _days(first: date, last: date, most: int) -> Range:
    return Range(datetime.combine(first, time.min), datetime.combine(last + DAY, time.min), False, most)


def _read(person: Person, query: AgendaQuery, today: date, groups: Sequence[Group]) -> list[AgendaGroup]:
    """The groups with their first tasks, in one statement; in a second one the sizes of those that hold more."""
    filters = resolve(TaskQuery(status=query.status, priority=query.priority, q=query.q), today)
    found = dated.first_rows(person.id, filters, [group.range for group in groups])
    sizes = [len(rows) for rows in found]
    _count(person, filters, groups, sizes)
    return [
        AgendaGroup(
            name=group.name,
            first=group.first,
            last=group.last,
            total=size,
            tasks=[TaskView.model_validate(row) for row in rows[: group.range.most]],
        )
        for group, rows, size in zip(groups, found, sizes, strict=True)
    ]


def _count(person: Person, filters: Filters, groups: Sequence[Group], sizes: list[int]) -> None:
    """Put in the true sizes of the groups of which not all tasks came."""
    more = [place for place, group in enumerate(groups) if sizes[place] > group.range.most]
    if more:
        counted = dated.totals(person.id, filters, [groups[place].range for place in more])
        for place, total in zip(more, counted, strict=True):
            sizes[place] = total
