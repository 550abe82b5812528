"""Demo data: believable people with a history, made at the speed of the database."""

from flask import Flask

from headway.demo.commands import demo_data


def init_app(app: Flask) -> None:
    """Register the command."""
    app.cli.add_command(demo_data)
