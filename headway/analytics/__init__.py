"""Numbers about a person's tasks."""

from flask import Flask

from headway.analytics.routes import routes


def init_app(app: Flask) -> None:
    """Register the routes."""
    app.register_blueprint(routes)
