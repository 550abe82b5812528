"""A page of a list: the same for the API and for the first page in the HTML."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from headway import clock
from headway.accounts.person import Person
from headway.database import fetch_all
from headway.tasks import queries
from headway.tasks.filters import list_name, resolve
from headway.tasks.orders import Order, Place, order_of
from headway.tasks.schemas import TaskPage, TaskQuery
from headway.web.pagination import Cursor, bad_cursor


def read_page(person: Person, query: TaskQuery, at: datetime) -> TaskPage:
    """The page of the person's tasks that `query` asks for at `at` (UTC), in one statement; raises `Invalid`."""
    name, order = list_name(query), order_of(query.sort)
    cursor = None if query.cursor is None else Cursor.decode(query.cursor, name)
    filters = resolve(query, clock.day_in(person.timezone, at))
    reading = order.turned(cursor is not None and cursor.is_backward)
    rows = fetch_all(*queries.page(person.id, filters, reading, _place(order, cursor), query.limit))
    found = [row for row in rows if row.id is not None]
    before, after = _cursors(order, cursor, found, query.limit)
    shown = found[: query.limit]
    return TaskPage.model_validate(
        {
            "tasks": shown[::-1] if cursor and cursor.is_backward else shown,
            "total": rows[0].total,
            "next": after and after.encode(name),
            "previous": before and before.encode(name),
        }
    )


def _place(order: Order, cursor: Cursor | None) -> Place | None:
    """The place that a cursor names: its keys end in 1 when the row itself is still to be read, else in 0."""
    if cursor is None:
        return None
    *keys, is_included = cursor.keys or (None,)
    if is_included not in (0, 1):
        raise bad_cursor()
    return Place(order.load(tuple(keys)), is_included == 1)


def _cursors(
    order: Order, cursor: Cursor | None, found: Sequence[Any], limit: int
) -> tuple[Cursor | None, Cursor | None]:
    """The cursors of the pages before and after: there is a way back to where one came from, and on where more lies."""
    is_backward = cursor is not None and cursor.is_backward
    shown = found[:limit]
    onward = Cursor((*order.dump(shown[-1]), 0), is_backward) if len(found) > limit else None
    back = _back(order, cursor, shown)
    return (onward, back) if is_backward else (back, onward)


def _back(order: Order, cursor: Cursor | None, shown: Sequence[Any]) -> Cursor | None:
    if cursor is None:
        return None
    if shown:
        return Cursor((*order.dump(shown[0]), 0), not cursor.is_backward)
    # Nothing is left here: go back from the very place, to read what this page would have left out.
    *keys, is_included = cursor.keys
    return Cursor((*keys, 1 - int(is_included or 0)), not cursor.is_backward)
