"""Backups: the whole database as one file, and the way back, by PostgreSQL's own programs."""

from flask import Flask

from headway.backup.commands import backup, restore


def init_app(app: Flask) -> None:
    """Register the commands."""
    app.cli.add_command(backup)
    app.cli.add_command(restore)
