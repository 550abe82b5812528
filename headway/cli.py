"""The command `headway`: serve, look after the servers, and the commands that the features bring."""

import logging
import os
import sys
from typing import Any

import click
from flask import Flask
from flask.cli import FlaskGroup
from sqlalchemy.exc import DBAPIError
from werkzeug.utils import import_string

from headway.config import StartRefused, is_loopback_host
from headway.embedded import EmbeddedError, Stack, default_home
from headway.launching import become_gunicorn, refuse_taken_port

UNDEFINED_TABLE = "42P01"  # SQLSTATE


def load_app() -> Flask:
    """The app of this environment, for the commands that need one: the others shall not wait for its imports."""
    app: Flask = import_string("wsgi:app")
    logging.getLogger("alembic").setLevel(logging.WARNING)  # commands say themselves what they do
    return app


class Commands(FlaskGroup):
    """The commands, whose faults of the database end in a sentence.

    Flask's own options are left out: which app it is, and how it is set up, is not for the command line to say.
    """

    def __init__(self, **settings: Any) -> None:
        super().__init__(add_version_option=False, **settings)
        self.params = [option for option in self.params if option.name not in ("app", "debug", "env_file")]

    def invoke(self, ctx: click.Context) -> Any:
        """Run the command that was named."""
        try:
            return super().invoke(ctx)
        except DBAPIError as error:
            if getattr(error.orig, "sqlstate", None) == UNDEFINED_TABLE:
                raise click.ClickException("The database is not migrated: run flask db upgrade first.") from error
            raise click.ClickException(f"The database did not do it: {str(error.orig).strip()}.") from error


@click.group(cls=Commands, create_app=load_app, add_default_commands=False, load_dotenv=False)
@click.version_option(package_name="headway")
def main() -> None:
    """Headway: task management that stays fast, live and true."""


@main.command(with_appcontext=False)
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help="Port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Migrate the database and serve until told to stop."""
    os.environ["PORT"] = str(port)
    shown_host = f"[{host}]" if ":" in host else host
    public_host = shown_host if is_loopback_host(shown_host) else "127.0.0.1"
    os.environ.setdefault("PUBLIC_URL", f"http://{public_host}:{port}")
    try:
        refuse_taken_port(host, port)
    except StartRefused as refusal:
        raise click.ClickException(f"Headway cannot start: {refusal}") from refusal
    if os.geteuid() == 0:
        click.echo("Note: serving as root. For anything but a trial, use an account of its own.", err=True)
    become_gunicorn(host, port, workers)


@main.command(with_appcontext=False)
def status() -> None:
    """Say which embedded servers run, without starting any."""
    try:
        seen = Stack(default_home(os.environ)).status()
    except EmbeddedError as error:
        raise click.ClickException(str(error)) from error
    click.echo(f"Home: {seen.home}")
    if not seen.is_running:
        click.echo("The embedded servers are not running.")
        sys.exit(1)
    for name, server in sorted(seen.servers.items()):
        click.echo(f"{name}: {'answers' if server.answers else 'does not answer'} (process {server.pid})")


@main.command(with_appcontext=False)
def stop() -> None:
    """End the embedded servers, whoever still uses them."""
    try:
        was_running = Stack(default_home(os.environ)).stop()
    except EmbeddedError as error:
        raise click.ClickException(str(error)) from error
    click.echo("The embedded servers have ended." if was_running else "The embedded servers were not running.")


if __name__ == "__main__":
    main()
