"""States that are words on the wire and small integers in the database, mapped once."""

from collections.abc import Callable
from enum import StrEnum
from typing import Any, Self

from sqlalchemy import CheckConstraint, ColumnElement, Dialect, SmallInteger, literal_column
from sqlalchemy.types import TypeDecorator


class CodedEnum(StrEnum):
    """A member is its word; `code` is what the database keeps, in an order that sorting and comparing may use."""

    code: int

    def __new__(cls, word: str, code: int) -> Self:
        """The member for `PENDING = "pending", 0`."""
        member = str.__new__(cls, word)
        member._value_ = word
        member.code = code
        return member

    @property
    def sql(self) -> ColumnElement[Any]:
        """The code as a constant of a statement, so that partial indexes and plans can count on it."""
        return literal_column(str(self.code))


class Coded(TypeDecorator[CodedEnum]):
    """The type of a column of small integers that reads and writes the members of `enum`."""

    impl = SmallInteger
    cache_ok = True

    def __init__(self, enum: type[CodedEnum]) -> None:
        super().__init__()
        self.enum = enum
        self._members: dict[Any, CodedEnum | None] = {None: None} | {member.code: member for member in enum}

    def process_bind_param(self, value: Any, dialect: Dialect) -> int | None:
        """The code of a member."""
        return None if value is None else int(value.code)

    def process_result_value(self, value: Any, dialect: Dialect) -> CodedEnum | None:
        """The member of a code."""
        return self._members[value]

    def result_processor(self, dialect: Dialect, coltype: object) -> Callable[[Any], CodedEnum | None]:
        """The look-up itself, where SQLAlchemy would go through two functions for every value of every row."""
        return self._members.__getitem__

    def check(self, column: str) -> CheckConstraint:
        """The rule by which the database refuses any other number in `column`."""
        codes = ", ".join(str(code) for code in sorted(member.code for member in self.enum))
        return CheckConstraint(f"{column} IN ({codes})", name=column)
