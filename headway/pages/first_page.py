"""What a page shows before any script has run: its tasks, the open one, the numbers. All by the API's own reads."""

from dataclasses import replace
from uuid import UUID

from headway import clock
from headway.accounts.person import Person
from headway.analytics import numbers
from headway.analytics.schemas import Numbers
from headway.errors import Invalid, NotFound
from headway.pages.filters import Filters
from headway.tasks import listing, reading
from headway.tasks.schemas import TaskPage, TaskQuery, TaskView
from headway.web.contract import validate

TASKS_ON_A_PAGE = 50


def of(person: Person, filters: Filters, *, deleted: bool = False) -> TaskPage:
    """The page of the list that the filters name; the first one where their cursor is of another list."""
    try:
        return listing.read_page(person, _query(filters, deleted), clock.now())
    except Invalid:
        if not filters.cursor:
            raise
        return listing.read_page(person, _query(replace(filters, cursor=""), deleted), clock.now())


def find(person: Person, task_id: UUID) -> TaskView | None:
    """The person's task, None when there is none."""
    try:
        return reading.read(person.id, task_id)
    except NotFound:
        return None


def counts(person: Person) -> Numbers:
    """How many tasks the person has, in all and by status."""
    return numbers.read(person, clock.now())


def _query(filters: Filters, deleted: bool) -> TaskQuery:
    values = {
        "status": list(filters.statuses),
        "priority": list(filters.priorities),
        "q": filters.q,
        "sort": filters.sort,
        "limit": str(TASKS_ON_A_PAGE),
        "deleted": "true" if deleted else "false",
    }
    given = {
        "due": filters.due,
        "due_from": filters.due_from,
        "due_to": filters.due_to,
        "cursor": filters.cursor,
    }
    query = validate(TaskQuery, values | {name: value for name, value in given.items() if value})
    assert isinstance(query, TaskQuery)
    return query
