"""Migrations have their time, and stand in nobody's way."""

import psycopg
import pytest
from sqlalchemy.exc import OperationalError

from headway import migrating
from headway.extensions import alembic


@pytest.fixture
def migrate(app):
    """Run a function as a migration would run: it is given the connection."""

    def run(act):
        def act_once(_revision, context):
            act(context.connection)
            return []

        with app.app_context():
            alembic.run_migrations(act_once)

    return run


@pytest.fixture
def busy(database_url, monkeypatch):
    """A connection that holds a table; `busy.rollback()` lets it go."""
    monkeypatch.setattr(migrating, "LOCK_TIMEOUT", "50ms")
    monkeypatch.setattr(migrating, "PAUSE_SECONDS", 0.01)
    with psycopg.connect(database_url.replace("+psycopg", "", 1)) as connection:
        connection.execute("LOCK TABLE throttle IN ROW EXCLUSIVE MODE")
        yield connection


def take_the_table(connection):
    connection.exec_driver_sql("LOCK TABLE throttle IN ACCESS EXCLUSIVE MODE")


def test_a_migration_may_last_and_waits_for_no_lock_for_long(migrate):
    seen = {}
    for name in ("statement_timeout", "lock_timeout"):
        migrate(lambda connection, name=name: seen.update({name: connection.exec_driver_sql(f"SHOW {name}").scalar()}))
    assert seen == {"statement_timeout": "0", "lock_timeout": "2s"}


def test_requests_keep_their_limit_afterwards(migrate, app):
    migrate(lambda connection: None)
    with app.app_context(), app.extensions["sqlalchemy"].engine.connect() as connection:
        assert connection.exec_driver_sql("SHOW statement_timeout").scalar() == "5s"


def test_a_table_in_use_is_asked_for_again(migrate, busy):
    attempts = []

    def act(connection):
        attempts.append(1)
        if len(attempts) == 3:
            busy.rollback()
        take_the_table(connection)

    migrate(act)
    assert len(attempts) == 3


def test_a_table_that_stays_in_use_is_an_error(migrate, busy):
    with pytest.raises(OperationalError, match="lock timeout"):
        migrate(take_the_table)
