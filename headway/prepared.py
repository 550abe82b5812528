"""Statements that are compiled once and asked often, handed straight to the driver.

SQLAlchemy builds, types and compiles them; what it does around each execution (keys of its caches, contexts, results)
takes more of a server's processor than psycopg and PostgreSQL together, and gives nothing that these need.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from typing import Any

import psycopg
from sqlalchemy import Dialect
from sqlalchemy.types import TypeEngine

MOST_KEPT = 2_048

Translate = Callable[[Any], Any]


class Prepared:
    """The text of a statement, and how its types translate between Python and the driver."""

    def __init__(self, query: Any, dialect: Dialect) -> None:
        compiled = query.compile(dialect=dialect)
        binds = compiled.binds.items()
        self.sql = str(compiled)
        self._writers = _known({name: _writer(bind.type, dialect) for name, bind in binds})
        self._constants = self._translated({name: bind.value for name, bind in binds if not bind.required})
        columns = query.exported_columns
        self._row: Any = namedtuple("Row", columns.keys())  # type: ignore[misc]  # its columns are known only here
        self._readers = _known({place: _reader(column.type, dialect) for place, column in enumerate(columns)})

    def send(self, connection: psycopg.Connection[Any], parameters: Mapping[str, Any]) -> list[Any]:
        """The rows of the answer, as named tuples; none of a statement that returns nothing."""
        with connection.cursor(row_factory=self._maker) as cursor:
            cursor.execute(self.sql, self._constants | self._translated(parameters))
            return cursor.fetchall() if self._row._fields else []

    def _translated(self, parameters: Mapping[str, Any]) -> dict[str, Any]:
        translated = dict(parameters)
        for name, write in self._writers.items():
            if name in translated:
                translated[name] = write(translated[name])
        return translated

    def _maker(self, _cursor: Any) -> Callable[[Sequence[Any]], Any]:
        return self._read if self._readers else self._row._make

    def _read(self, values: Sequence[Any]) -> Any:
        translated = list(values)
        for place, read in self._readers.items():
            translated[place] = read(translated[place])
        return self._row._make(translated)


@lru_cache(MOST_KEPT)
def prepared(query: Any, dialect: Dialect) -> Prepared:
    """The statement, made ready at its first use."""
    return Prepared(query, dialect)


def _writer(kind: TypeEngine[Any], dialect: Dialect) -> Translate | None:
    return kind.dialect_impl(dialect).bind_processor(dialect)


def _reader(kind: TypeEngine[Any], dialect: Dialect) -> Translate | None:
    return kind.dialect_impl(dialect).result_processor(dialect, None)


def _known(translations: Mapping[Any, Translate | None]) -> dict[Any, Translate]:
    """Without the types that the driver knows by itself."""
    return {key: translate for key, translate in translations.items() if translate is not None}
