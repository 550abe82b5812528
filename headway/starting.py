"""From an environment to a configuration: embedded servers where no address is given, and a look before serving."""

import logging
import os
import secrets
import time
from collections.abc import Mapping, MutableMapping
from dataclasses import dataclass

from flask import current_app
from psycopg.pq import PGconn, Ping
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from headway import database
from headway.config import Config, StartRefused
from headway.embedded import EmbeddedError, Lease, Stack, default_home
from headway.extensions import alembic, db

logger = logging.getLogger(__name__)

MIGRATION_LOCK = 4_771_093  # any number, the same for all servers of one database
STARTING_SECONDS = 60.0  # how long a PostgreSQL that is starting is waited for
UNSAFE = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Started:
    """A configuration, and the lease that keeps the embedded servers running while it is held."""

    config: Config
    lease: Lease | None


def prepare(environ: MutableMapping[str, str] = os.environ) -> Started:
    """Start the embedded servers that `environ` gives no address for, complete `environ` and read the settings.

    `environ` then holds what a child process needs to find the same servers. Raises `StartRefused`.
    """
    missing = {"postgres": "DATABASE_URL", "valkey": "REDIS_URL"}
    services = {service for service, name in missing.items() if not environ.get(name)}
    _check(environ, services)
    try:
        lease = _acquire(environ, services) if services else None
    except EmbeddedError as error:
        raise StartRefused(str(error)) from error
    return Started(Config.from_environ(environ), lease)


def make_ready() -> None:
    """Check and migrate the database, and leave no connection open that forked processes would share.

    Needs an application context; raises `StartRefused`.
    """
    try:
        wait_for_database()
        check_durability()
        migrate()
    finally:
        db.engine.dispose()
        current_app.extensions["headway.valkey"].close()


def wait_for_database() -> None:
    """Wait while PostgreSQL says that it is starting or recovering: after a loss of power all begin at once."""
    url = db.engine.url.set(drivername="postgresql").update_query_dict({"connect_timeout": "2"})
    place = url.render_as_string(hide_password=False).encode()
    deadline = time.monotonic() + STARTING_SECONDS
    while PGconn.ping(place) == Ping.REJECT and time.monotonic() < deadline:
        logger.warning("the database is starting: waiting for it")
        time.sleep(1)


def migrate() -> None:
    """Bring the schema to the newest migration, one server at a time; needs an application context."""
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        # The wait for a sibling's migration may be longer than any request may take.
        connection.execute(text("SET statement_timeout = 0"))
        connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": MIGRATION_LOCK})
        try:
            if alembic.needs_upgrade():
                alembic.upgrade()
        finally:
            connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": MIGRATION_LOCK})
            connection.execute(text("RESET statement_timeout"))


def check_durability() -> None:
    """Raise `StartRefused` when the database may lose what it has acknowledged, or can't be reached."""
    try:
        for name, unsafe in UNSAFE.items():
            row = database.fetch_one(text(f"SHOW {name}"))
            if row is not None and row[0] == unsafe:
                raise StartRefused(f"PostgreSQL runs with {name}={unsafe} and may lose what people saved: turn it on.")
    except SQLAlchemyError as error:
        raise StartRefused(
            f"The database cannot be reached: check DATABASE_URL ({str(error.__cause__).strip()})."
        ) from error


def _check(environ: Mapping[str, str], services: set[str]) -> None:
    """Raise `StartRefused` for a bad setting before any server is started for nothing."""
    standing_in = {"REDIS_URL": "redis://embedded"} if "valkey" in services else {}
    if "postgres" in services:
        standing_in |= {"DATABASE_URL": "postgresql://embedded"}
        standing_in |= {name: secrets.token_hex() for name in ("SECRET_KEY", "JWT_SECRET_KEY") if name not in environ}
    config = Config.from_environ({**environ, **standing_in})
    if config.is_loopback is False and environ.get("FLASK_DEBUG") not in (None, "", "0"):
        raise StartRefused("FLASK_DEBUG must not be set on a public address: unset it.")


def _acquire(environ: MutableMapping[str, str], services: set[str]) -> Lease:
    stack = Stack(default_home(environ), services=services, environ=environ)
    lease = stack.acquire()
    if "valkey" in services:
        environ["REDIS_URL"] = stack.redis_url
    if "postgres" in services:
        environ["DATABASE_URL"] = stack.database_url
        # Only with the embedded database: servers that share an external one must share its keys too.
        environ.setdefault("SECRET_KEY", stack.secrets.secret_key)
        environ.setdefault("JWT_SECRET_KEY", stack.secrets.jwt_secret_key)
    return lease
