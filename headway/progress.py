"""What a long command says while it works: a bar where somebody watches, else a line for each phase."""

import sys
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import click

Advance = Callable[[int], None]


@contextmanager
def phase(title: str, length: int) -> Generator[Advance]:
    """A part of the work in `length` steps: `with phase("Tasks", 1000) as advance: advance(10)`."""
    if sys.stdout.isatty():
        with click.progressbar(length=length, label=f"{title:<20}", show_eta=length > 1) as bar:
            yield bar.update
            bar.update(length - bar.pos)
    else:
        began = time.monotonic()
        yield lambda steps: None
        click.echo(f"{title}: {time.monotonic() - began:.1f} s")
