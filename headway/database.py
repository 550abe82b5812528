"""Base of all models, the one place that commits, and reads without a transaction."""

from collections.abc import Callable, Generator, Mapping, Sequence
from contextlib import contextmanager, suppress
from datetime import datetime
from functools import lru_cache, partial
from typing import Any, NamedTuple, cast
from uuid import UUID

import psycopg
from flask import current_app
from flask_sqlalchemy_lite import SQLAlchemy
from sqlalchemy import (
    ARRAY,
    DateTime,
    Executable,
    MetaData,
    PoolProxiedConnection,
    Row,
    TableValuedAlias,
    Uuid,
    bindparam,
    column,
    func,
)
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase
from sqlalchemy.types import TypeEngine

from headway.patience import Silent
from headway.prepared import MOST_KEPT, prepared

AfterCommit = Callable[..., None]


class Base(DeclarativeBase):
    """Every model: `datetime` is an instant in UTC with its zone, constraints have names that can be caught."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_name)s",
            "uq": "uq_%(table_name)s_%(column_0_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "ix": "ix_%(table_name)s_%(column_0_name)s",
        }
    )
    type_annotation_map = {datetime: DateTime(timezone=True), UUID: Uuid()}  # noqa: RUF012 (read by SQLAlchemy)


class Write(NamedTuple):
    """A statement that changes rows and returns none, built once, and its parameters."""

    statement: Any
    parameters: Mapping[str, Any]


class ConnectionLost(Exception):
    """The connection was dead before the statement, or died of it."""


@contextmanager
def transaction() -> Generator[AfterCommit]:
    """Commit or roll back; what `after_commit(call, *args)` was given runs once the data is safe."""
    session = _db().session
    queued: list[Callable[[], None]] = []
    try:
        yield lambda call, *args: queued.append(partial(call, *args))
        session.commit()
    except BaseException:
        session.rollback()
        raise
    finally:
        # The connection goes back to the pool before anything slow (a hash, a wake-up) runs.
        session.close()
    for call in queued:
        call()


def fetch_all(query: Executable, parameters: Mapping[str, Any] | None = None) -> Sequence[Row[Any]]:
    """The rows of a query that reads: no transaction around it, so one round trip.

    `parameters` are the values of its `bindparam`s, for a query that is built once and asked often.

    A connection that turns out dead is replaced and the query asked once more: that costs nothing while all is well,
    where a ping before each use would cost every request a round trip. Silence is not asked twice.
    """
    if parameters is not None:
        with suppress(ConnectionLost):
            return _ask(query, parameters)
    engine = _db().engine.execution_options(isolation_level="AUTOCOMMIT")
    for is_last_try in (False, True):
        with engine.connect() as connection:
            try:
                return connection.execute(query, parameters).all()
            except DBAPIError as error:
                if is_last_try or not error.connection_invalidated or isinstance(error.orig, Silent):
                    raise
    raise AssertionError("unreachable")


def fetch_one(query: Executable, parameters: Mapping[str, Any] | None = None) -> Row[Any] | None:
    """The first row of a query that reads, or None."""
    rows = fetch_all(query, parameters)
    return rows[0] if rows else None


def run(query: Executable, parameters: Mapping[str, Any]) -> Sequence[Any]:
    """The rows, if any, of a statement inside the open transaction; it is built once and sent often."""
    connection = _db().session.connection()
    try:
        return _send(connection.connection, query, parameters)
    except ConnectionLost:
        # SQLAlchemy finds the same, raises its own error, and replaces all connections that died with this one.
        connection.exec_driver_sql("SELECT 1")
        raise


def run_together(writes: Sequence[Write]) -> None:
    """Send writes to different tables in one round trip: each sees the tables as they were before all of them.

    A parameter that several of them name is the same for all.
    """
    parameters = {name: value for write in writes for name, value in write.parameters.items()}
    run(_joined(tuple(write.statement for write in writes)), parameters)


def rows_of_arrays(name: str, types: Mapping[str, TypeEngine[Any]], place: str | None = None) -> TableValuedAlias:
    """A table from array parameters in step, `<name>_<column>` for each column of `types`.

    Many rows go into one statement by it, which is the same for one row and for hundreds. The column `place`, if one is
    named, numbers the rows from 1.
    """
    arrays = (bindparam(f"{name}_{column_name}", type_=ARRAY(kind)) for column_name, kind in types.items())
    columns = (column(column_name, kind) for column_name, kind in types.items())
    return func.unnest(*arrays).table_valued(*columns, with_ordinality=place).render_derived(name)


@lru_cache(MOST_KEPT)
def _joined(statements: tuple[Any, ...]) -> Any:
    """The last statement with those before it as parts of it."""
    *others, last = statements
    return last.add_cte(*(statement.cte(f"write_{place}") for place, statement in enumerate(others, 1)))


def _ask(query: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """The rows of a query outside any transaction; raises `ConnectionLost`."""
    try:
        connection = _db().engine.raw_connection()
    except psycopg.Error as error:
        raise _wrapped(None, error) from error
    driver = cast("psycopg.Connection[Any]", connection.driver_connection)
    try:
        driver.autocommit = True
        rows = _send(connection, query, parameters)
        driver.autocommit = False
        return rows
    except BaseException:
        connection.invalidate()  # whatever state it is in, nobody shall find it in the pool
        raise
    finally:
        connection.close()


def _send(connection: PoolProxiedConnection, query: Executable, parameters: Mapping[str, Any]) -> Sequence[Row[Any]]:
    """The rows, which read like SQLAlchemy's own; raises its errors, and `ConnectionLost`."""
    driver = cast("psycopg.Connection[Any]", connection.driver_connection)
    statement = prepared(query, _db().engine.dialect)
    try:
        return statement.send(driver, parameters)
    except psycopg.Error as error:
        if driver.closed and not isinstance(error, Silent):
            raise ConnectionLost from error
        raise _wrapped(statement.sql, error) from error


def _wrapped(statement: str | None, error: psycopg.Error) -> BaseException:
    """The driver's error as the one of SQLAlchemy that all who answer for errors know."""
    is_lost = isinstance(error, Silent)
    return DBAPIError.instance(statement, None, error, psycopg.Error, connection_invalidated=is_lost)


def _db() -> SQLAlchemy:
    extension: SQLAlchemy = current_app.extensions["sqlalchemy"]
    return extension
