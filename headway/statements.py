"""What is asked of PostgreSQL: how often a request does, what takes long, and how many connections are in use."""

import logging
import time
from typing import Any

import psycopg
from blinker import Namespace
from flask import Flask, current_app, g, has_app_context
from prometheus_client import Gauge
from sqlalchemy import event

logger = logging.getLogger(__name__)

SLOW_SECONDS = 0.25
LONGEST_SHOWN = 500  # characters; the text has placeholders, never values

CONNECTIONS = Gauge(
    "headway_database_connections_in_use", "Connections taken from the pools.", multiprocess_mode="livesum"
)
statement_sent = Namespace().signal("statement-sent")  # with `statement` and `parameters`


class Cursor(psycopg.Cursor[Any]):
    """The driver's cursor for every statement, whoever sends it: it counts, and says which are slow."""

    def execute(self, query: Any, params: Any = None, **options: Any) -> "Cursor":
        """Send the statement as the driver does."""
        if statement_sent.receivers:
            statement_sent.send(self, statement=query, parameters=params)
        if has_app_context():
            g.statements = asked() + 1
        began = time.perf_counter()
        super().execute(query, params, **options)
        seconds = time.perf_counter() - began
        if seconds >= SLOW_SECONDS:
            about = {"ms": round(seconds * 1000), "statement": query[:LONGEST_SHOWN], "request_id": _request_id()}
            logger.warning("a slow statement", extra=about)
        return self


def init_app(app: Flask) -> None:
    """Count the connections that `app` takes from its pool."""
    with app.app_context():
        engine = current_app.extensions["sqlalchemy"].engine
        event.listen(engine, "checkout", lambda *_: CONNECTIONS.inc())
        event.listen(engine, "checkin", lambda *_: CONNECTIONS.dec())


def asked() -> int:
    """How many statements this request, or chore, has sent; BEGIN and COMMIT are not counted."""
    return int(g.get("statements", 0))


def _request_id() -> str | None:
    return g.get("request_id") if has_app_context() else None
