"""`headway users …`: accounts from the command line."""

import sys
from collections.abc import Generator
from contextlib import contextmanager

import click
from flask.cli import AppGroup

from headway import clock
from headway.accounts import administration
from headway.accounts.schemas import PasswordReset, Registration
from headway.errors import DomainError
from headway.web.contract import validate

users = AppGroup("users", help="Make, disable and sign out accounts. Passwords are asked for, or read from a pipe.")


@users.command("create")
@click.argument("email")
@click.option("--name", required=True, help="The person's name.")
@click.option("--timezone", default="UTC", show_default=True, help="An IANA time zone, such as Europe/Berlin.")
def create(email: str, name: str, timezone: str) -> None:
    """Make an account for EMAIL."""
    with _saying_why():
        form = {"name": name, "email": email, "password": _ask_password(), "timezone": timezone}
        user = administration.create(validate(Registration, form), clock.now())
    click.echo(f"{user.email} has an account now.")


@users.command("disable")
@click.argument("email")
def disable(email: str) -> None:
    """Let EMAIL in no more, and sign it out everywhere. Nothing is deleted."""
    with _saying_why():
        administration.disable(email, clock.now())
    click.echo(f"{email} can't sign in any more.")


@users.command("enable")
@click.argument("email")
def enable(email: str) -> None:
    """Let EMAIL in again."""
    with _saying_why():
        administration.enable(email)
    click.echo(f"{email} can sign in again.")


@users.command("reset-password")
@click.argument("email")
def reset_password(email: str) -> None:
    """Give EMAIL a new password, and sign it out everywhere."""
    with _saying_why():
        form = validate(PasswordReset, {"password": _ask_password()})
        administration.reset_password(email, form.password)
    click.echo(f"{email} has a new password and is signed out everywhere.")


@users.command("sign-out")
@click.argument("email")
def sign_out(email: str) -> None:
    """Sign EMAIL out on all devices."""
    with _saying_why():
        ended = administration.sign_out(email)
    click.echo(f"{email} is signed out on {ended} device{'' if ended == 1 else 's'}.")


def _ask_password() -> str:
    """The password: typed twice without an echo, or the first line of a pipe, so that it is in no list of processes."""
    if sys.stdin.isatty():
        typed: str = click.prompt("Password", hide_input=True, confirmation_prompt=True)
        return typed
    return sys.stdin.readline().rstrip("\r\n")


@contextmanager
def _saying_why() -> Generator[None]:
    try:
        yield
    except DomainError as refusal:
        reasons = [f"{error.field}: {error.message}" for error in refusal.errors]
        raise click.ClickException("\n".join(reasons or [refusal.detail])) from refusal
