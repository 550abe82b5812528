"""A database that says nothing: a request waits for it so long and no longer.

PostgreSQL ends statements that take too long by itself. That helps nobody when the server stands still, waits for a
disk that is stuck, or is behind a network that swallows what it is sent: the reply would come some day or never.
Commands and chores may wait for as long as their statements take.
"""

from typing import Any

import psycopg
from flask import Flask, has_request_context
from psycopg.errors import _WaitTimeout  # the one thing that `wait` raises by itself; it has no public name
from sqlalchemy import event

PATIENCE_SECONDS = 6.0  # a second more than the server's own limit for a statement


class Silent(psycopg.OperationalError):
    """PostgreSQL did not answer."""


class PatientConnection(psycopg.Connection[Any]):
    """A connection that is given up when a request has waited for too long."""

    def wait(self, gen: Any, interval: float = 0.1, timeout: float | None = None) -> Any:
        """Wait for an answer; raises `Silent` and leaves a closed connection when none comes in time."""
        if timeout is not None or not has_request_context():
            return super().wait(gen, interval, timeout)
        try:
            return super().wait(gen, interval, PATIENCE_SECONDS)
        except _WaitTimeout:
            self.pgconn.finish()
            raise Silent(f"no answer within {PATIENCE_SECONDS:.0f} s") from None


def init_app(app: Flask) -> None:
    """Let the engine of `app` make patient connections."""
    with app.app_context():
        event.listen(app.extensions["sqlalchemy"].engine, "do_connect", _connect)


def _connect(_dialect: Any, _record: Any, arguments: Any, options: Any) -> PatientConnection:
    return PatientConnection.connect(*arguments, **options)
