"""The command that fills a database with people and tasks, for trying, showing and measuring."""

from datetime import UTC, datetime

import click
import redis

from headway import clock
from headway.accounts import passwords
from headway.demo.batches import Plan
from headway.demo.loading import load
from headway.demo.people import DOMAIN, PASSWORD, address
from headway.demo.progress import phase
from headway.demo.room import Refused
from headway.demo.sizes import LONGEST
from headway.leaderboard import projecting
from headway.leaderboard.windows import board_zone

HELP = f"""Fill the database with people and tasks, for trying, showing and measuring.

The people are {address(1)}, {address(2)} and so on; the password of all is "{PASSWORD}". {address(1)} has the longest
list: a twentieth of all tasks, at most {LONGEST:,}. The higher the number, the shorter the list.

Nothing is written unless all of it is: a run that is interrupted leaves the database as it was.
The same numbers, seed and end give the same rows.
"""
FORCE = f"Replace the people @{DOMAIN} of an earlier run, and work in a database with real accounts, which stay."


@click.command("demo-data", help=HELP)
@click.option("--users", default=100, show_default=True, type=click.IntRange(1, 1_000_000), help="Number of people.")
@click.option(
    "--tasks", default=2_000, show_default=True, type=click.IntRange(0, 10_000_000), help="Tasks of them all."
)
@click.option("--seed", default=1, show_default=True, type=click.IntRange(0, 2**31), help="Another one: other rows.")
@click.option("--as-of", type=click.DateTime(), help="End of the history, in UTC.  [default: the last full hour]")
@click.option("--force", is_flag=True, help=FORCE)
def demo_data(users: int, tasks: int, seed: int, as_of: datetime | None, force: bool) -> None:
    end = as_of.replace(tzinfo=UTC) if as_of else _last_full_hour()
    if end > clock.now():
        raise click.BadParameter("Use an instant that has passed.", param_hint="--as-of")
    try:
        load(Plan(users, tasks, seed, end, board_zone(), passwords.hash_password(PASSWORD)), phase, force=force)
    except Refused as refusal:
        raise click.ClickException(str(refusal)) from refusal
    try:
        with phase("Leaderboard", 1):
            projecting.rebuild(clock.now())
    except redis.RedisError as error:
        click.echo(f"Valkey does not answer: the leaderboard will follow once it does ({error}).", err=True)
    click.echo(f'{users:,} people with {tasks:,} tasks. Sign in as {address(1)} with "{PASSWORD}".')


def _last_full_hour() -> datetime:
    return clock.now().replace(minute=0, second=0, microsecond=0)
