"""Accounts: who a person is, and which of their devices are signed in."""

from flask import Flask

from headway.accounts import tokens
from headway.accounts.commands import users
from headway.accounts.routes import routes


def init_app(app: Flask) -> None:
    """Register the routes, the commands and the tokens' keys."""
    tokens.init_app(app)
    app.register_blueprint(routes)
    app.cli.add_command(users)
