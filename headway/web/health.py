"""Whether the process lives, and whether it can serve."""

import logging

import redis
from flask import Blueprint, Flask, Response
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from headway import database
from headway.errors import Unavailable, explain
from headway.extensions import alembic, valkey
from headway.web.contract import render
from headway.web.fields import View

logger = logging.getLogger(__name__)
routes = Blueprint("health", __name__)


class Alive(View):
    """The process answers."""

    status: str = "alive"


class Ready(View):
    """The process can serve; whether Valkey is there too."""

    status: str = "ready"
    valkey: str


def init_app(app: Flask) -> None:
    """Register /healthz and /readyz, which are for supervisors and proxies and need no session."""
    app.register_blueprint(routes)


@routes.get("/healthz")
def healthz() -> Response:
    """The process answers."""
    return render(Alive(), 200)


@routes.get("/readyz")
def readyz() -> Response:
    """The process can serve: its database is reachable and migrated. Without Valkey it serves all the same."""
    try:
        revision = database.fetch_one(text("SELECT version_num FROM alembic_version"))
    except SQLAlchemyError as error:
        explain("the database is unavailable", reason=str(error)[:200])
        raise Unavailable from error
    if revision is None or revision.version_num not in {script.revision for script in alembic.heads()}:
        raise Unavailable("The database is not migrated: run headway serve or flask db upgrade.")
    return render(Ready(valkey="up" if _valkey_answers() else "down"), 200)


def _valkey_answers() -> bool:
    try:
        return bool(valkey().ping())
    except redis.RedisError:
        logger.warning("valkey does not answer")
        return False
