"""The pages: the shell, and in it the first page of tasks."""

from flask import Flask

from headway.pages import messages, offline, reference
from headway.pages.routes import routes


def init_app(app: Flask) -> None:
    """Register the routes and the pages for refusals."""
    app.register_blueprint(routes)
    app.register_blueprint(reference.routes)
    app.register_blueprint(offline.routes)
    app.jinja_env.trim_blocks = True
    app.jinja_env.lstrip_blocks = True
    messages.init_app(app)
