"""Commands that look after the leaderboard."""

import sys

import click
import redis
from flask.cli import AppGroup
from sqlalchemy import func, select

from headway import clock
from headway.accounts.models import User
from headway.database import fetch_one
from headway.leaderboard import comparing, projecting, rebuilding, verifying

leaderboard = AppGroup("leaderboard", help="Look after the points ledger and what follows from it.")
MOST_NAMED = 10


@leaderboard.command()
def verify() -> None:
    """Compare tasks, ledger, days, scores and the projection; exits with 1 where they differ."""
    found = verifying.differences(MOST_NAMED)
    try:
        found += comparing.differences(clock.now(), MOST_NAMED - len(found))
    except redis.RedisError as error:
        raise click.ClickException(f"Valkey does not answer, so its projection was not compared ({error}).") from error
    for sentence in found:
        click.echo(sentence)
    if found:
        click.echo(
            f"The leaderboard differs from what it follows from (the first {MOST_NAMED} are listed). Days, scores and "
            "projection are mended by: headway leaderboard rebuild",
            err=True,
        )
        sys.exit(1)
    click.echo("Ledger, days, scores and projection are right.")


@leaderboard.command()
def rebuild() -> None:
    """Make days and scores again from the ledger, and the projection from the scores. The ledger itself stays."""
    row = fetch_one(select(func.count()).select_from(User))
    with click.progressbar(length=row[0] if row else 0, label="Days and scores") as bar:
        for people in rebuilding.rebuild():
            bar.update(people)
    try:
        projecting.rebuild(clock.now())
    except redis.RedisError as error:
        raise click.ClickException(
            f"Days and scores are made again. The projection will be once Valkey answers ({error})."
        ) from error
    click.echo("The leaderboard is made again from its ledger.")
