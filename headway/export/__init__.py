"""Everything about a person as one document."""

from flask import Flask

from headway.export.routes import routes


def init_app(app: Flask) -> None:
    """Register the route."""
    app.register_blueprint(routes)
