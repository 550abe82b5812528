"""Commands that look after the counters."""

import sys

import click
from flask.cli import AppGroup

from headway.tasks import recounting

counts = AppGroup("counts", help="Look after the counters of tasks.")
MOST_NAMED = 10


@counts.command()
def verify() -> None:
    """Recount every person's tasks and compare the counters with it; exits with 1 where they differ."""
    differences = recounting.differences(MOST_NAMED)
    for found in differences:
        place = "in the trash" if found.trashed else "outside the trash"
        click.echo(
            f"{found.owner_id}: {found.status}, {found.priority} priority, {place}: "
            f"the counter says {found.counted}, there are {found.there}"
        )
    if differences:
        click.echo(f"Counters differ from the tasks (the first {MOST_NAMED} are listed).", err=True)
        sys.exit(1)
    click.echo("All counters are right.")
