"""The extensions: made bare here, bound to an app in `create_app`."""

from collections.abc import Generator
from contextlib import contextmanager
from inspect import iscoroutinefunction

import redis
from flask import Flask, current_app
from flask_jwt_extended import JWTManager
from flask_sqlalchemy_lite import SQLAlchemy

from headway.breaker import Breaker
from headway.database import Base
from headway.migrating import Migrations
from headway.statements import Cursor

ENGINE_OPTIONS = {
    "max_overflow": 0,
    "use_native_hstore": False,  # nobody has such a column: a question less for each new connection
    "pool_timeout": 2,  # seconds: then 503, since a longer wait would only lengthen the queue
    "connect_args": {
        "cursor_factory": Cursor,
        "connect_timeout": 2,
        "tcp_user_timeout": 5000,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
        " -c timezone=UTC",
    },
}

# What a transaction returned stays readable after it: its session, and with it the connection, is closed by then.
db = SQLAlchemy(engine_options=ENGINE_OPTIONS, session_options={"expire_on_commit": False})
jwt = JWTManager()
alembic = Migrations(run_mkdir=False, metadatas=Base.metadata)


def init_app(app: Flask) -> None:
    """Bind the extensions; connections are opened by the first use."""
    db.init_app(app)
    _drop_async_teardown(app)
    jwt.init_app(app)
    alembic.init_app(app)
    app.extensions["headway.valkey"] = redis.Redis.from_url(
        app.extensions["headway.config"].redis_url,
        socket_connect_timeout=0.1,
        socket_timeout=0.15,
        retry=None,
    )
    app.extensions["headway.valkey_breaker"] = Breaker()


def valkey() -> redis.Redis:
    """The client of Valkey; an answer takes at most 0.15 s, else it raises `redis.RedisError`."""
    client: redis.Redis = current_app.extensions["headway.valkey"]
    return client


@contextmanager
def asking_valkey() -> Generator[redis.Redis]:
    """The client for one question that can do without an answer; raises `redis.RedisError`.

    At once when Valkey did not answer lately: what waits 0.15 s for each question would be slow while Valkey is away.
    """
    breaker: Breaker = current_app.extensions["headway.valkey_breaker"]
    with breaker.guarding():
        yield valkey()


def _drop_async_teardown(app: Flask) -> None:
    """Take away the hook that would close asynchronous sessions, of which there are none.

    Flask runs such a hook at the end of every request in an event loop of its own: a thread and a loop for nothing, and
    under gevent, whose greenlets share one thread, an error whenever two requests end at the same time.
    """
    app.teardown_appcontext_funcs = [hook for hook in app.teardown_appcontext_funcs if not iscoroutinefunction(hook)]
