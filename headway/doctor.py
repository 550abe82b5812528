"""What `headway doctor` looks at: one line for each thing that must be right, with what to do where it is not."""

import platform
import shutil
import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import click
import redis
from flask import Flask
from flask.cli import with_appcontext
from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError

from headway import database
from headway.activity import verifying as events
from headway.config import StartRefused
from headway.extensions import alembic, valkey
from headway.leaderboard import verifying as points
from headway.starting import check_durability
from headway.tasks import recounting

MIN_FREE_BYTES = 1024**3


@dataclass(frozen=True)
class Finding:
    """How one thing is, and whether Headway can serve with it."""

    subject: str
    state: str
    is_well: bool = True


def init_app(app: Flask) -> None:
    """Add the command."""
    app.cli.add_command(doctor)


@click.command()
@click.option("--deep", is_flag=True, help="Read all data too, and recount whatever is kept beside it.")
@with_appcontext
def doctor(deep: bool) -> None:
    """Check everything that Headway stands on."""
    findings = list(examine(deeply=deep))
    for finding in findings:
        click.echo(f"{'ok  ' if finding.is_well else 'FAIL'}  {finding.subject}: {finding.state}")
    if not all(finding.is_well for finding in findings):
        raise click.ClickException("Something needs care: see the lines marked FAIL.")


def examine(*, deeply: bool = False) -> Iterator[Finding]:
    """Look at everything that the service stands on; needs an application context.

    `deeply` reads all data too, and recounts whatever is kept beside it.
    """
    checks: list[Callable[[], Finding]] = [_python, _disk, _database, _durability, _migrations, _valkey]
    for check in [*checks, _counters, _events, _points] if deeply else checks:
        yield check()


def _python() -> Finding:
    return Finding("Python", platform.python_version(), sys.version_info >= (3, 11))


def _disk() -> Finding:
    free = shutil.disk_usage(".").free
    return Finding("Disk", f"{free // 1024**2:,} MiB free", free > MIN_FREE_BYTES)


def _database() -> Finding:
    try:
        row = database.fetch_one(text("SHOW server_version"))
    except SQLAlchemyError as error:
        return Finding("PostgreSQL", f"cannot be reached: check DATABASE_URL ({str(error.__cause__).strip()})", False)
    return Finding("PostgreSQL", f"answers, version {row[0] if row else '?'}")


def _durability() -> Finding:
    try:
        check_durability()
    except StartRefused as refusal:
        return Finding("Durability", str(refusal), False)
    return Finding("Durability", "acknowledged writes are on disk")


def _migrations() -> Finding:
    try:
        pending = alembic.needs_upgrade()
    except SQLAlchemyError:
        return Finding("Migrations", "unknown while the database is away", False)
    return Finding("Migrations", "behind: run headway serve or flask db upgrade" if pending else "at head", not pending)


def _valkey() -> Finding:
    try:
        valkey().ping()
    except redis.RedisError as error:
        return Finding(
            "Valkey", f"does not answer: check REDIS_URL ({error}); tasks and accounts work without it", False
        )
    return Finding("Valkey", "answers")


def _counters() -> Finding:
    found = recounting.differences(1)
    state = "differ from the tasks: run headway counts verify" if found else "equal a recount"
    return Finding("Counters", state, not found)


def _events() -> Finding:
    found = events.differences(1)
    return Finding("Events", found[0] if found else "are numbered without a gap", not found)


def _points() -> Finding:
    found = points.differences(1)
    state = "differ: run headway leaderboard verify" if found else "tasks, ledger and scores say the same"
    return Finding("Points", state, not found)
