"""The command `headway`: serve, look after the servers, and the commands that the features bring."""

import os
import socket
import sys
from pathlib import Path
from typing import NoReturn

import click
from flask import Flask, current_app
from flask.cli import FlaskGroup, with_appcontext

from headway.app import create_app
from headway.config import is_loopback_host
from headway.doctor import examine
from headway.embedded import EmbeddedError, Stack, default_home
from headway.extensions import db
from headway.serving import raise_file_limit, share_metrics
from headway.starting import Started, StartRefused, check_durability, migrate, prepare

PROJECT = Path(__file__).resolve().parent.parent
held: list[Started] = []  # what this process uses: its lease must live as long as the process


def build() -> Flask:
    """The app of this environment, with the embedded servers running where none are given."""
    try:
        held.append(prepare())
    except StartRefused as refusal:
        raise click.ClickException(f"Headway cannot start: {refusal}") from refusal
    return create_app(held[-1].config)


@click.group(cls=FlaskGroup, create_app=build, add_default_commands=False, load_dotenv=False)
def main() -> None:
    """Headway: task management that stays fast, live and true."""


@main.command()
@click.option("--host", default="127.0.0.1", show_default=True, help="Address to listen on.")
@click.option("--port", default=5000, show_default=True, envvar="PORT", type=click.IntRange(1, 65535), help="Port.")
@click.option("--workers", default=2, show_default=True, type=click.IntRange(1, 64), help="Server processes.")
def serve(host: str, port: int, workers: int) -> None:
    """Migrate the database and serve until told to stop."""
    os.environ["PORT"] = str(port)
    if is_loopback_host(f"[{host}]" if ":" in host else host):
        os.environ.setdefault("PUBLIC_URL", f"http://{host}:{port}")
    _refuse_taken_port(host, port)
    app = build()
    with app.app_context():
        _make_ready()
    _become_gunicorn(host, port, workers)


@main.command()
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


@main.command()
def stop() -> None:
    """End the embedded servers, whoever still uses them."""
    try:
        was_running = Stack(default_home(os.environ)).stop()
    except EmbeddedError as error:
        raise click.ClickException(str(error)) from error
    click.echo("The embedded servers have ended." if was_running else "The embedded servers were not running.")


@main.command()
@with_appcontext
def doctor() -> None:
    """Check everything that Headway stands on."""
    findings = list(examine())
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'FAIL'}  {finding.subject}: {finding.state}")
    if not all(finding.is_well for finding in findings):
        raise click.ClickException("Something needs care: see the lines marked FAIL.")


def _make_ready() -> None:
    try:
        check_durability()
        migrate()
    except StartRefused as refusal:
        raise click.ClickException(f"Headway cannot start: {refusal}") from refusal
    finally:
        db.engine.dispose()
        current_app.extensions["headway.valkey"].close()


def _refuse_taken_port(host: str, port: int) -> None:
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            raise click.ClickException(
                f"Headway cannot listen on {host}:{port} ({error.strerror}): choose another port with --port."
            ) from error


def _become_gunicorn(host: str, port: int, workers: int) -> NoReturn:
    """Replace this process: signals go straight to gunicorn, whose workers find all addresses in the environment."""
    if os.geteuid() == 0:
        click.echo("Note: serving as root. For anything but a trial, use an account of its own.", err=True)
    lease = held[-1].lease
    if lease is not None:
        lease.make_inheritable()
    raise_file_limit()
    share_metrics()
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:headway.serving", "--bind", bind]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, "--workers", str(workers), "--chdir", str(PROJECT), "wsgi:app"])  # noqa: S606


if __name__ == "__main__":
    main()
