"""The application factory."""

from typing import Any

from flask import Flask
from flask.sessions import SessionInterface

from headway import (
    accounts,
    activity,
    analytics,
    backup,
    demo,
    doctor,
    errors,
    export,
    extensions,
    leaderboard,
    pages,
    patience,
    realtime,
    statements,
    tasks,
    web,
)
from headway.config import Config

PARTS = (
    extensions,
    patience,
    statements,
    errors,
    web,
    accounts,
    activity,
    tasks,
    analytics,
    leaderboard,
    realtime,
    export,
    pages,
    demo,
    backup,
    doctor,
)


class NoSession(SessionInterface):
    """No session of Flask's own; who is signed in is for `accounts` to say."""

    def open_session(self, app: Flask, request: Any) -> None:
        """Nothing, where Flask would make a signer of cookies for each request."""


class App(Flask):
    """Flask without what it does around every request for things that are not here: sessions, asynchronous views."""

    session_interface = NoSession()

    def ensure_sync(self, func: Any) -> Any:
        """The function itself, where Flask would look at every hook and view of every request."""
        return func


def create_app(config: Config) -> Flask:
    """Build the app: the one place where its parts meet. It starts no server and opens no connection."""
    app = App("headway", static_folder=None)
    app.config.from_mapping(config.flask_settings())
    app.extensions["headway.config"] = config
    for part in PARTS:
        part.init_app(app)
    return app
