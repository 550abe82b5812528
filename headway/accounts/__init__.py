"""Accounts: who a person is, and which of their devices are signed in."""

from flask import Flask

from headway.accounts import tokens


def init_app(app: Flask) -> None:
    """Register the routes, commands and token settings."""
    tokens.init_app(app)
