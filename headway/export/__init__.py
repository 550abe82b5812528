"""Everything about a person as one document."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the routes and subscriptions."""
