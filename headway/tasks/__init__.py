"""Tasks: the model, the queries, the acts and their routes."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the routes and subscriptions."""
