"""The orders of task lists: which columns make the key of a row, and how a key travels in a cursor."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

from sqlalchemy.orm import InstrumentedAttribute

from headway.tasks.models import Task
from headway.tasks.schemas import Sort
from headway.tasks.states import Priority
from headway.web.pagination import Keys, bad_cursor

EPOCH = datetime(1970, 1, 1, tzinfo=UTC)
MICROSECOND = timedelta(microseconds=1)


@dataclass(frozen=True, eq=False)
class Key:
    """One column of a page key, and its values as JSON at full precision; `load` raises `ValueError`."""

    column: InstrumentedAttribute[Any]
    dump: Callable[[Any], str | int]
    load: Callable[[Any], Any]

    @property
    def name(self) -> str:
        """The name of the column."""
        return self.column.key


@dataclass(frozen=True)
class Place:
    """A place in a list: beside the row of this key, which `is_included` when the reading goes on from here."""

    key: dict[str, Any]
    is_included: bool


@dataclass(frozen=True)
class Order:
    """The columns that rows are ordered by, all in one direction; the last one is unique."""

    keys: tuple[Key, ...]
    is_descending: bool

    def turned(self, is_turned: bool) -> "Order":
        """The exact reverse if `is_turned`."""
        return Order(self.keys, self.is_descending != is_turned)

    def dump(self, row: Any) -> Keys:
        """The key of a row, as it travels in a cursor."""
        return tuple(key.dump(getattr(row, key.name)) for key in self.keys)

    def load(self, values: Keys) -> dict[str, Any]:
        """The key that `dump` made, by the names of its columns; raises `Invalid`."""
        try:
            return {key.name: key.load(value) for key, value in zip(self.keys, values, strict=True)}
        except (ValueError, TypeError, LookupError, AttributeError, OverflowError):
            raise bad_cursor() from None


def order_of(sort: Sort) -> Order:
    """The order that `sort` names."""
    return ORDERS[sort.value.removeprefix("-")].turned(sort.value.startswith("-"))


def _dump_instant(at: datetime) -> int:
    return (at - EPOCH) // MICROSECOND


def _load_instant(value: int) -> datetime:
    return EPOCH + value * MICROSECOND


def _load_day_time(value: str) -> datetime:
    moment = datetime.fromisoformat(value)
    if moment.tzinfo is not None:
        raise ValueError("of another zone")
    return moment


def _load_text(value: str) -> str:
    if "\0" in value:
        raise ValueError("no title has this character")
    return value


def _load_priority(value: int) -> Priority:
    return {priority.code: priority for priority in Priority}[value]


CREATED = Key(Task.created_at, _dump_instant, _load_instant)
UPDATED = Key(Task.updated_at, _dump_instant, _load_instant)
DUE = Key(Task.due_key, datetime.isoformat, _load_day_time)
TITLE = Key(Task.title_key, str, _load_text)
PRIORITY = Key(Task.priority, lambda priority: priority.code, _load_priority)
ID = Key(Task.id, str, UUID)

ORDERS: Mapping[str, Order] = {
    "created": Order((CREATED, ID), is_descending=True),
    "updated": Order((UPDATED, ID), is_descending=True),
    "due": Order((DUE, ID), is_descending=False),
    "priority": Order((PRIORITY, CREATED, ID), is_descending=True),
    "title": Order((TITLE, ID), is_descending=False),
}
