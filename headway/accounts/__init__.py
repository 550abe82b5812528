"""Accounts: who a person is, and which of their devices are signed in."""

from flask import Flask

from headway import maintenance
from headway.accounts import guard, sweeping, tokens, turns
from headway.accounts.commands import users
from headway.accounts.routes import routes


def init_app(app: Flask) -> None:
    """Register the turns, the guard, the routes, the commands, the tokens' keys and the hourly sweep."""
    tokens.init_app(app)
    turns.init_app(app)
    guard.init_app(app)
    app.register_blueprint(routes)
    app.cli.add_command(users)
    maintenance.add_chore(app, sweeping.CHORE, sweeping.EVERY_SECONDS, sweeping.sweep_alone)
