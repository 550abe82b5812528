"""The command `headway`: serve, look after the servers, and the commands that the features bring."""

import os
import sys
from collections.abc import Generator
from contextlib import contextmanager

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup

from headway.app import create_app
from headway.config import is_loopback_host
from headway.doctor import examine
from headway.embedded import EmbeddedError, Stack, default_home
from headway.extensions import db
from headway.launching import become_gunicorn, refuse_taken_port
from headway.starting import Started, StartRefused, check_durability, migrate, prepare

held: list[Started] = []  # what this process uses: its lease must live as long as the process


@contextmanager
def refusing() -> Generator[None]:
    """End the command with the sentence of what refuses to start."""
    try:
        yield
    except (StartRefused, EmbeddedError) as refusal:
        raise click.ClickException(f"Headway cannot start: {refusal}") from refusal


def build() -> Flask:
    """The app of this environment, with the embedded servers running where none are given."""
    with refusing():
        held.append(prepare())
    return create_app(held[-1].config)


def make_ready() -> None:
    """Check and migrate the database, and leave no connection open that the server's processes would share."""
    try:
        check_durability()
        migrate()
    finally:
        db.engine.dispose()
        current_app.extensions["headway.valkey"].close()


@click.group(cls=FlaskGroup, create_app=build, add_default_commands=False, load_dotenv=False)
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
    with refusing():
        refuse_taken_port(host, port)
        app = build()
        with app.app_context():
            make_ready()
    if os.geteuid() == 0:
        click.echo("Note: serving as root. For anything but a trial, use an account of its own.", err=True)
    lease = held[-1].lease
    if lease is not None:
        lease.make_inheritable()
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


@main.command()
def doctor() -> None:
    """Check everything that Headway stands on."""
    findings = list(examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'FAIL'}  {finding.subject}: {finding.state}")
    if not all(finding.is_well for finding in findings):
        raise click.ClickException("Something needs care: see the lines marked FAIL.")


if __name__ == "__main__":
    main()
