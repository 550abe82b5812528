"""How migrations run: as long as they need, and never in a line of their own making.

A lock on a busy table is waited for only briefly: who waits for an exclusive lock keeps everybody behind it waiting.
"""

import time
from typing import Any

from flask_alembic import Alembic
from psycopg.errors import LockNotAvailable
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

LOCK_TIMEOUT = "2s"
ATTEMPTS, PAUSE_SECONDS = 10, 1.0


class Migrations(Alembic):
    """Alembic without the time limit of requests; a migration that finds a table in use is tried again."""

    def run_migrations(self, fn: Any, **options: Any) -> None:
        """Run migrations, all or none; raises `OperationalError` when a lock could not be had."""
        for attempt in range(ATTEMPTS):
            for context in self.migration_contexts.values():
                _unhurried(context.connection)
            try:
                return super().run_migrations(fn, **options)
            except OperationalError as error:
                if not isinstance(error.orig, LockNotAvailable) or attempt == ATTEMPTS - 1:
                    raise
            self._get_cache().clear()
            time.sleep(PAUSE_SECONDS)
        return None


def _unhurried(connection: Any) -> None:
    """Lift the time limit of requests; Alembic's connection is not used again afterwards."""
    connection.execute(text("SET statement_timeout = 0"))
    connection.execute(text("SET idle_in_transaction_session_timeout = 0"))
    connection.execute(text(f"SET lock_timeout = '{LOCK_TIMEOUT}'"))
    connection.commit()
