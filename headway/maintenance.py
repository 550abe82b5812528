"""Chores that come round again while the app is served: each feature hangs its own in by `add_chore`.

One thread of each server process (a greenlet under gunicorn) looks after them. It starts with the first request, so
that commands, tests and imports never have it. Expiry is also in the queries: a late chore harms nothing.
"""

import logging
import threading
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from zlib import crc32

from flask import Flask, current_app
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from headway import clock
from headway.extensions import db

logger = logging.getLogger(__name__)

NAMESPACE = 4_771_094  # any number: the first half of the key of every chore's lock
SOONEST_SECONDS = 0.05
AWAY_SECONDS = 1.0


@dataclass
class Chore:
    """Something to do every so often, at an instant (UTC)."""

    name: str
    every_seconds: float
    run: Callable[[datetime], object]
    due: float = 0.0


@dataclass
class Maintenance:
    """The chores of one app, and the thread that does them."""

    chores: list[Chore] = field(default_factory=list)
    news: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None


def add_chore(app: Flask, name: str, every_seconds: float, run: Callable[[datetime], object]) -> None:
    """Run `run(at)` every `every_seconds` in each server process; one that may run only once at a time asks `alone`."""
    _of(app).chores.append(Chore(name, every_seconds, run))


def hasten(name: str) -> None:
    """Have the chore run within a moment. Costs next to nothing, and does nothing where no chores run."""
    maintenance = _of(current_app)
    soon = time.monotonic() + SOONEST_SECONDS
    for chore in maintenance.chores:
        if chore.name == name and chore.due > soon:
            chore.due = soon
            maintenance.news.set()


def begin_with_first_request(app: Flask) -> None:
    """Start the chores when `app` is really served, in each process that serves it."""

    @app.before_request
    def begin() -> None:
        if _of(app).thread is None:
            start(app)


def start(app: Flask) -> threading.Thread:
    """Look after the chores until the process ends."""
    maintenance = _of(app)
    maintenance.thread = threading.Thread(target=_look_after, args=(app,), name="maintenance", daemon=True)
    maintenance.thread.start()
    return maintenance.thread


def tend(app: Flask) -> float:
    """Do the chores that are due, and give the seconds until the next one is."""
    maintenance = _of(app)
    for chore in maintenance.chores:
        if chore.due <= time.monotonic():
            chore.due = time.monotonic() + chore.every_seconds
            _do(app, chore)
    return max(SOONEST_SECONDS, min((chore.due for chore in maintenance.chores), default=60.0) - time.monotonic())


@contextmanager
def alone(name: str) -> Generator[bool]:
    """Whether no other process does what `name` names; if so, none will until the block ends. Needs an app context."""
    key = {"namespace": NAMESPACE, "name": crc32(name.encode()) - 2**31}
    with db.engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        is_mine = connection.scalar(text("SELECT pg_try_advisory_lock(:namespace, :name)"), key)
        try:
            yield bool(is_mine)
        finally:
            if is_mine:
                connection.execute(text("SELECT pg_advisory_unlock(:namespace, :name)"), key)


def _look_after(app: Flask) -> None:
    maintenance = _of(app)
    while True:
        maintenance.news.clear()
        maintenance.news.wait(tend(app))


def _do(app: Flask, chore: Chore) -> None:
    """Run one chore; one that fails is logged and comes round again, a little later when the database is away."""
    with app.app_context():
        try:
            chore.run(clock.now())
        except OperationalError as error:
            chore.due = max(chore.due, time.monotonic() + AWAY_SECONDS)
            logger.warning("a chore needs the database", extra={"chore": chore.name, "reason": str(error.orig)[:200]})
        except Exception:
            logger.exception("a chore failed", extra={"chore": chore.name})


def _of(app: Flask) -> Maintenance:
    found: Maintenance = app.extensions.setdefault("headway.maintenance", Maintenance())
    return found
