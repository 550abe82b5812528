"""The statement behind a page of tasks: its rows and the size of the whole list, in one round trip.

An index can give the rows of one status and one priority in the order of a list. So a page is the merger of at most
nine such ranges, each read to `limit + 1` rows: it costs the same for any filter, any depth and any number of tasks.
Where no index has the order (words; due dates in another order; the trash) all matches are read, and counted with it.

A statement is built once for each `Shape` and asked again with other parameters: building and keying one takes longer
than PostgreSQL needs to answer it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Integer, Select, and_, bindparam, false, func, select, true, union_all

from headway.tasks.conditions import OWNER, Shape, beyond, directed, due, kinds, one_of, words
from headway.tasks.filters import Filters
from headway.tasks.models import Count, Task
from headway.tasks.orders import CREATED, DUE, PRIORITY, Key, Order, Place
from headway.tasks.snapshot import COLUMNS
from headway.tasks.states import Priority

ROWS: ColumnElement[Any] = bindparam("rows", type_=Integer())
PAGE_COLUMNS = (*COLUMNS, Task.due_key, Task.title_key)


def page(
    owner_id: UUID, filters: Filters, order: Order, place: Place | None, limit: int
) -> tuple[Select[Any], dict[str, Any]]:
    """The statement, and its parameters, for `limit + 1` rows of the owner's list from `place` on in `order`.

    Each row has the columns of a task, the keys of all orders, and `total`; of an empty page comes `total` alone.
    """
    place = _within(filters, order, place)
    shape = Shape(
        statuses=filters.statuses,
        priorities=filters.priorities,
        is_everything=filters.is_everything,
        has_due=filters.due is not None,
        words=len(filters.words),
        is_trash=filters.is_trash,
        order=order,
        has_place=place is not None,
        is_place_included=place is not None and place.is_included,
        place_priority=place.key.get("priority") if place else None,
    )
    return _statement(shape), {"owner": owner_id, "rows": limit + 1} | _values(filters, place)


def _within(filters: Filters, order: Order, place: Place | None) -> Place | None:
    """The place, unless the range of due dates begins beyond it: that happens to cursors that live past midnight."""
    if place is None or filters.due is None or order.keys[0] is not DUE:
        return place
    moment = place.key["due_key"]
    is_before = moment >= filters.due.end if order.is_descending else moment < filters.due.start
    return None if is_before else place


def _values(filters: Filters, place: Place | None) -> dict[str, Any]:
    values = patterns(filters.words)
    if filters.due:
        values |= {"due_start": filters.due.start, "due_end": filters.due.end}
    if place:
        values |= {f"place_{name}": value for name, value in place.key.items()}
    return values


def patterns(words: tuple[str, ...]) -> dict[str, Any]:
    """The parameters of `conditions.words` for these words."""
    return {f"word_{i}": _pattern(word) for i, word in enumerate(words)}


def _pattern(word: str) -> str:
    """The LIKE pattern of any text that holds `word` literally."""
    return "%" + re.sub(r"([\\%_])", r"\\\1", word) + "%"


@lru_cache(maxsize=1024)
def _statement(shape: Shape) -> Select[Any]:
    total, rows = _merged(shape) if shape.is_indexed else _matched(shape)
    # The outer join gives an empty page one row, with its total.
    return (
        select(total.c.total, *rows.c)
        .select_from(total.outerjoin(rows, true()))
        .order_by(*directed(shape, rows.c))
        .limit(ROWS)
    )


def _merged(shape: Shape) -> tuple[FromClause, FromClause]:
    """Total and rows from ordered ranges of indexes."""
    ranges = list(_ranges(shape))
    rows = union_all(*ranges) if len(ranges) > 1 else ranges[0]
    total = _matching(shape) if shape.has_due else _counted(shape)
    return total.subquery("total"), rows.subquery("page")


def _ranges(shape: Shape) -> Iterable[Select[Any]]:
    if shape.is_everything and not shape.has_due and shape.order.keys[0] is CREATED:
        yield _range(shape, shape.order.keys)
        return
    keys = tuple(key for key in shape.order.keys if key is not PRIORITY)
    found = False
    for priority in shape.priorities:
        side = _side(shape, priority)
        for status in shape.statuses if side >= 0 else ():
            found = True
            kind = (Task.status == status.sql, Task.priority == priority.sql)
            yield _range(shape, keys, *kind, from_place=side == 0)
    if not found:
        yield select(*PAGE_COLUMNS).where(false())


def _side(shape: Shape, priority: Priority) -> int:
    """Where the tasks of a priority lie in an order by priority: 1 beyond the place, 0 on both sides, -1 before it."""
    if shape.place_priority is None or priority is shape.place_priority:
        return 0
    return 1 if (priority.code < shape.place_priority.code) == shape.order.is_descending else -1


def _range(
    shape: Shape, keys: tuple[Key, ...], *conditions: ColumnElement[bool], from_place: bool = True
) -> Select[Any]:
    """One ordered range: all conditions are on a prefix of one index, and the next columns of it are the keys."""
    rows = select(*PAGE_COLUMNS).where(Task.owner_id == OWNER, *conditions, Task.deleted_at.is_(None))
    if shape.has_place and from_place:
        # With the bound on the near side an index scan might begin there, and read up to the place.
        rows = rows.where(beyond(shape, keys), *due(shape, near=False))
    else:
        rows = rows.where(*due(shape))
    return rows.order_by(*(key.column.desc() if shape.order.is_descending else key.column for key in keys)).limit(ROWS)


def _matched(shape: Shape) -> tuple[FromClause, FromClause]:
    """Total and rows from all that matches, read once."""
    keys = shape.order.keys
    matches = (
        select(*(key.column for key in keys)).where(*kinds(shape), *due(shape), *words(shape.words)).cte("matches")
    )
    nearest = select(matches.c.id).order_by(*directed(shape, matches.c)).limit(ROWS)
    if shape.has_place:
        nearest = nearest.where(beyond(shape, keys, matches.c))
    found = nearest.subquery("nearest")
    rows = select(*PAGE_COLUMNS).join(found, and_(Task.owner_id == OWNER, Task.id == found.c.id))
    total = select(func.count().label("total")).select_from(matches)
    return total.subquery("total"), rows.subquery("page")


def _matching(shape: Shape) -> Select[Any]:
    """The total by counting; an index has the columns."""
    return select(func.count().label("total")).select_from(Task).where(*kinds(shape), *due(shape))


def _counted(shape: Shape) -> Select[Any]:
    """The total from the counters."""
    return select(func.coalesce(func.sum(Count.tasks), 0).label("total")).where(
        Count.owner_id == OWNER,
        Count.trashed.is_(False),
        one_of(Count.status, shape.statuses),
        one_of(Count.priority, shape.priorities),
    )
