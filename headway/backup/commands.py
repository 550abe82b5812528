"""`headway backup` and `headway restore`."""

from collections.abc import Generator
from contextlib import contextmanager
from pathlib import Path

import click
import redis
from flask.cli import with_appcontext

from headway import clock
from headway.backup import dumping, restoring
from headway.backup.programs import ProgramFailed
from headway.backup.restoring import RestoreRefused
from headway.extensions import db
from headway.leaderboard import projecting
from headway.progress import phase
from headway.starting import migrate

REPLACE = "Replace the accounts and tasks that the database holds. There is no way back but another backup."


@click.command()
@click.argument("file", type=click.Path(dir_okay=False, path_type=Path))
@click.option("--force", is_flag=True, help="Write over FILE if it is there.")
@with_appcontext
def backup(file: Path, force: bool) -> None:
    """Write everything of everybody, as of this moment, into FILE. The service may go on meanwhile."""
    if file.exists() and not force:
        raise click.ClickException(f"{file} is there already: choose another name, or add --force.")
    sizes = dumping.sizes()
    if "alembic_version" not in sizes:
        raise click.ClickException("The database is not migrated: there is nothing to back up yet.")
    with _explaining("No backup was made"), phase("Backup", sum(sizes.values())) as advance:
        dumping.dump(file, lambda table: advance(sizes.get(table, 0)))
    click.echo(
        f"{file} holds everything as of now ({file.stat().st_size / 1_000_000:,.1f} MB). Keep it as you keep a key."
    )


@click.command()
@click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
@click.option("--replace", is_flag=True, help=REPLACE)
@with_appcontext
def restore(file: Path, replace: bool) -> None:
    """Put the backup in FILE in place of all that the database holds, in one transaction.

    An older backup is brought to the present form. Everybody has to sign in again: a device that was signed out after
    the backup was made must not be let in. A service on this database may go on; end it where it can be ended.
    """
    if not replace and (found := restoring.accounts()):
        raise click.ClickException(
            f"The database holds {found:,} accounts: add --replace to put the backup in their place."
        )
    with _explaining("Nothing was changed"), phase("Restore", restoring.check(file)) as advance:
        restoring.put_in_place(file, lambda line: advance(1))
    db.engine.dispose()
    migrate()
    try:
        projecting.rebuild(clock.now())
    except redis.RedisError as error:
        click.echo(f"Valkey does not answer; its part of the leaderboard follows once it does ({error}).", err=True)
    click.echo(f"{restoring.accounts():,} accounts are restored from {file}. Everybody signs in again.")


@contextmanager
def _explaining(outcome: str) -> Generator[None]:
    """End the command with a sentence when it fails."""
    try:
        yield
    except (ProgramFailed, RestoreRefused, OSError) as error:
        raise click.ClickException(f"{outcome}: {error}") from error
