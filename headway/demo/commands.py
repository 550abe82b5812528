"""The command that fills a database with people and tasks, for trying, showing and measuring."""

from collections.abc import Generator
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from datetime import UTC, datetime

import click
import psycopg
import redis
from flask.cli import with_appcontext
from psycopg.errors import UndefinedColumn, UndefinedTable
from sqlalchemy.exc import SQLAlchemyError

from headway import clock
from headway.accounts import passwords
from headway.demo.batches import Plan
from headway.demo.loading import load
from headway.demo.people import DOMAIN, PASSWORD, address
from headway.demo.room import Refused
from headway.demo.sizes import LONGEST
from headway.leaderboard import projecting
from headway.leaderboard.windows import board_zone
from headway.progress import phase
from headway.starting import migrate

MOST_PEOPLE, MOST_TASKS = 1_000_000, 10_000_000
HELP = f"""Fill the database with people and tasks, for trying, showing and measuring.

The people are {address(1)}, {address(2)} and so on; the password of all is "{PASSWORD}". {address(1)} has the longest
list: a twentieth of all tasks, at most {LONGEST:,}. The higher the number, the shorter the list.

All is written or nothing: a run that is interrupted leaves the database as it was. Without real accounts the tables
are locked meanwhile, and a service on the same database answers 503. The same numbers, seed and end give the same
rows, but for the salt of the password.
"""
FORCE = f"Replace the people @{DOMAIN} of an earlier run, and work in a database with real accounts, which stay."


@click.command("demo-data", help=HELP)
@click.option("--users", default=100, show_default=True, type=click.IntRange(1, MOST_PEOPLE), help="Number of people.")
@click.option(
    "--tasks", default=2_000, show_default=True, type=click.IntRange(0, MOST_TASKS), help="Tasks of them all."
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31), help="Another one: other rows.")
@click.option("--as-of", type=click.DateTime(), help="End of the history, in UTC.  [default: the last full hour]")
@click.option("--force", is_flag=True, help=FORCE)
@with_appcontext
def demo_data(users: int, tasks: int, seed: int, as_of: datetime | None, force: bool) -> None:
    """See `HELP`, which names what this module takes from others."""
    end = as_of.replace(tzinfo=UTC) if as_of else clock.now().replace(minute=0, second=0, microsecond=0)
    if end > clock.now():
        raise click.BadParameter("Use an instant that has passed.", param_hint="--as-of")
    with _explaining():
        migrate()
        load(Plan(users, tasks, seed, end, board_zone(), passwords.hash_password(PASSWORD)), phase, force=force)
    try:
        with phase("Leaderboard", 1):
            projecting.rebuild(clock.now())
    except redis.RedisError as error:
        click.echo(f"Valkey does not answer; its part of the leaderboard follows once it does ({error}).", err=True)
    click.echo(f'{users:,} people with {tasks:,} tasks. Sign in as {address(1)} with "{PASSWORD}".')


@contextmanager
def _explaining() -> Generator[None]:
    """End the command with a sentence when the load fails."""
    try:
        yield
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    except BrokenProcessPool as error:
        raise click.ClickException("A process that made rows was killed; nothing was written.") from error
    except (SQLAlchemyError, psycopg.Error) as error:
        reason = error.__cause__ or error
        if isinstance(reason, UndefinedTable | UndefinedColumn):
            raise click.ClickException(
                "Tables are missing: start headway serve once, or run flask db upgrade."
            ) from error
        raise click.ClickException(f"PostgreSQL ended the work, and nothing was written: {reason}") from error
