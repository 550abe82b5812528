"""The application factory."""

from flask import Flask

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


def create_app(config: Config) -> Flask:
    """Build the app: the one place where its parts meet. It starts no server and opens no connection."""
    app = Flask("headway", static_folder=None)
    app.config.from_mapping(config.flask_settings())
    app.extensions["headway.config"] = config
    for part in PARTS:
        part.init_app(app)
    return app
