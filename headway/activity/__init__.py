"""What happened: event rows, recorders and subscribers."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the routes and subscriptions."""
