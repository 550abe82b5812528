"""Numbers about a person's tasks."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the routes and subscriptions."""
