"""The extensions: made bare here, bound to an app in `create_app`."""

import redis
from flask import Flask, current_app
from flask_alembic import Alembic
from flask_jwt_extended import JWTManager
from flask_sqlalchemy_lite import SQLAlchemy

from headway.database import Base

ENGINE_OPTIONS = {
    "max_overflow": 0,
    "pool_timeout": 2,  # seconds: then 503, since a longer wait would only lengthen the queue
    "connect_args": {
        "connect_timeout": 2,
        "tcp_user_timeout": 5000,
        "options": "-c statement_timeout=5000 -c lock_timeout=2000 -c idle_in_transaction_session_timeout=10000"
        " -c timezone=UTC",
    },
}

# What a transaction returned stays readable after it: its session, and with it the connection, is closed by then.
db = SQLAlchemy(engine_options=ENGINE_OPTIONS, session_options={"expire_on_commit": False})
jwt = JWTManager()
alembic = Alembic(run_mkdir=False, metadatas=Base.metadata)


def init_app(app: Flask) -> None:
    """Bind the extensions; connections are opened by the first use."""
    db.init_app(app)
    jwt.init_app(app)
    alembic.init_app(app)
    app.extensions["headway.valkey"] = redis.Redis.from_url(
        app.extensions["headway.config"].redis_url,
        socket_connect_timeout=0.1,
        socket_timeout=0.15,
        retry=None,
    )


def valkey() -> redis.Redis:
    """The client of Valkey; an answer takes at most 0.15 s, else it raises `redis.RedisError`."""
    client: redis.Redis = current_app.extensions["headway.valkey"]
    return client
