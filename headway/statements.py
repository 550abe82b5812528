"""What is asked of PostgreSQL: how often a request does, what takes long, and how many connections are in use."""

import logging
import time
from typing import Any

from flask import Flask, g, has_app_context
from prometheus_client import Gauge
from sqlalchemy import event

from headway.extensions import db

logger = logging.getLogger(__name__)

SLOW_SECONDS = 0.25
LONGEST_SHOWN = 500  # characters; the text has placeholders, never values

CONNECTIONS = Gauge(
    "headway_database_connections_in_use", "Connections taken from the pools.", multiprocess_mode="livesum"
)


def init_app(app: Flask) -> None:
    """Listen to the engine of `app`."""
    with app.app_context():
        event.listen(db.engine, "before_cursor_execute", _begin)
        event.listen(db.engine, "after_cursor_execute", _end)
        event.listen(db.engine, "checkout", lambda *_: CONNECTIONS.inc())
        event.listen(db.engine, "checkin", lambda *_: CONNECTIONS.dec())


def asked() -> int:
    """How many statements this request, or chore, has sent; BEGIN and COMMIT are not counted."""
    return int(g.get("statements", 0))


def _begin(_connection: Any, _cursor: Any, _statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    context.began = time.perf_counter()
    if has_app_context():
        g.statements = asked() + 1


def _end(_connection: Any, _cursor: Any, statement: str, _parameters: Any, context: Any, _many: bool) -> None:
    seconds = time.perf_counter() - context.began
    if seconds >= SLOW_SECONDS:
        about = {"ms": round(seconds * 1000), "statement": statement[:LONGEST_SHOWN], "request_id": _request_id()}
        logger.warning("a slow statement", extra=about)


def _request_id() -> str | None:
    return g.get("request_id") if has_app_context() else None
