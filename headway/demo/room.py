"""Room for a demo: who is there already, and what becomes of them."""

import psycopg
from sqlalchemy import ColumnElement, Connection, delete, func, select, text
from sqlalchemy.exc import OperationalError

from headway.accounts.announcing import announcements
from headway.accounts.models import User
from headway.demo.people import DOMAIN

IS_DEMO: ColumnElement[bool] = User.email_key.endswith(f"@{DOMAIN}", autoescape=True)


class Refused(Exception):
    """Something is in the way of the demo; the text says what it is and what to do."""


def make_room(connection: Connection, *, force: bool) -> bool:
    """Remove an earlier demo where `force` allows it; True when nobody is left. Raises `Refused`.

    Without real accounts the tables are emptied, and nobody reads them until the transaction ends. Beside real accounts
    nobody is kept waiting: an earlier demo is deleted row by row.
    """
    others, demo = _number(connection, ~IS_DEMO), _number(connection, IS_DEMO)
    if not force:
        _refuse(others, demo)
    if others:
        _delete_demo(connection)
        return False
    _empty(connection)
    return True


def _refuse(others: int, demo: int) -> None:
    if others:
        raise Refused(
            f"This database has real accounts ({others:,}): use another one, or --force to put demo people beside them."
        )
    if demo:
        raise Refused(f"This database has demo people already ({demo:,}): --force replaces them.")


def _empty(connection: Connection) -> None:
    """Empty every table of people, and make sure that nobody has registered since they were counted."""
    try:
        connection.execute(text("LOCK TABLE users IN ACCESS EXCLUSIVE MODE"))
        if _number(connection, ~IS_DEMO):
            raise Refused("Somebody has just registered here: use another database.")
        connection.execute(text("TRUNCATE users CASCADE"))
    except OperationalError as error:
        if isinstance(error.orig, psycopg.errors.LockNotAvailable | psycopg.errors.DeadlockDetected):
            raise Refused("The database is in use: stop the service and try again.") from error
        raise


def _delete_demo(connection: Connection) -> None:
    """Delete the people of an earlier demo; the tables with many rows first, or the cascade would look for each one."""
    demo = select(User.id).where(IS_DEMO)
    for model in announcements().owned:
        owner_id = model.__table__.c.owner_id
        connection.execute(delete(model.__table__).where(owner_id.in_(demo)))  # type: ignore[arg-type]
    connection.execute(delete(User).where(IS_DEMO))


def _number(connection: Connection, condition: ColumnElement[bool]) -> int:
    return connection.scalar(select(func.count()).select_from(User).where(condition)) or 0
