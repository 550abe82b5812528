"""The shape of a list, and the conditions that it puts on rows."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Text, Uuid, bindparam, false, or_, tuple_

from headway.tasks.models import Task
from headway.tasks.orders import DUE, Key, Order
from headway.tasks.states import Priority, Status

OWNER: ColumnElement[Any] = bindparam("owner", type_=Uuid())


@dataclass(frozen=True)
class Shape:
    """What of a list decides its statement; everything else is a parameter."""

    statuses: tuple[Status, ...]
    priorities: tuple[Priority, ...]
    is_everything: bool
    has_due: bool
    words: int
    is_trash: bool
    order: Order
    has_place: bool
    is_place_included: bool
    place_priority: Priority | None

    @property
    def is_indexed(self) -> bool:
        """Whether indexes have the rows in this order."""
        return not (self.words or self.is_trash) and (not self.has_due or self.order.keys[0] is DUE)


def kinds(shape: Shape) -> tuple[ColumnElement[bool], ...]:
    """The owner's tasks in or outside the trash, of the statuses and priorities wanted."""
    return (
        Task.owner_id == OWNER,
        Task.deleted_at.is_not(None) if shape.is_trash else Task.deleted_at.is_(None),
        one_of(Task.status, shape.statuses),
        one_of(Task.priority, shape.priorities),
    )


def due(shape: Shape, *, near: bool = True) -> list[ColumnElement[bool]]:
    """The bounds of due dates; without `near` only the one that lies ahead in the order."""
    if not shape.has_due:
        return []
    start = Task.due_key >= bindparam("due_start", type_=Task.due_key.type)
    end = Task.due_key < bindparam("due_end", type_=Task.due_key.type)
    if near:
        return [start, end]
    return [start if shape.order.is_descending else end]


def words(number: int) -> list[ColumnElement[bool]]:
    """Each of so many words somewhere in title or description."""
    patterns = [bindparam(f"word_{i}", type_=Text()) for i in range(number)]
    return [or_(Task.title_key.like(pattern), Task.description_key.like(pattern)) for pattern in patterns]


def beyond(shape: Shape, keys: tuple[Key, ...], columns: Any = None) -> ColumnElement[bool]:
    """Rows beyond the place, by comparing whole keys at once, which an index answers with one range."""
    row = tuple_(*(key.column if columns is None else columns[key.name] for key in keys))
    place = tuple_(*(bindparam(f"place_{key.name}", type_=key.column.type) for key in keys))
    if shape.order.is_descending:
        return row <= place if shape.is_place_included else row < place
    return row >= place if shape.is_place_included else row > place


def directed(shape: Shape, columns: Any) -> list[ColumnElement[Any]]:
    """What to order by, given the columns of a subquery."""
    found = [columns[key.name] for key in shape.order.keys]
    return [column.desc() for column in found] if shape.order.is_descending else found


def one_of(column: Any, members: Sequence[Status | Priority]) -> ColumnElement[bool]:
    """The column has one of these members, none of them being no row at all."""
    return column.in_([member.sql for member in members]) if members else false()
