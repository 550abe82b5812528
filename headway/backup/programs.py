"""PostgreSQL's client programs: where they are, and how they find the database without showing its password."""

import os
import shutil
import subprocess
from collections.abc import Callable, Mapping
from contextlib import suppress

from flask import current_app
from psycopg import pq
from psycopg.conninfo import conninfo_to_dict

from headway.config import Config
from headway.embedded import EmbeddedError, postgres_tools

LAST_LINES = 3
OPTIONS = "-c statement_timeout=0 -c lock_timeout=30000 -c client_min_messages=warning"
Hear = Callable[[str], None]


class ProgramFailed(Exception):
    """A program of PostgreSQL ended with an error; the text is what it said last."""


def find(name: str) -> str:
    """The path of a program: the bundled one, else the one of the system; raises `ProgramFailed`."""
    with suppress(EmbeddedError):
        bundled = postgres_tools(os.environ) / name
        if bundled.exists():
            return str(bundled)
    if found := shutil.which(name):
        return found
    raise ProgramFailed(f"{name} is not installed: install PostgreSQL's client programs, or set PG_BIN to them.")


def run(name: str, *options: str, hear: Hear) -> None:
    """Run a program on the app's database; `hear` is given each line that it says. Raises `ProgramFailed`."""
    with start(name, *options) as process:
        finish(process, hear)


def start(name: str, *options: str, stdin: int | None = None, stdout: int | None = None) -> "Process":
    """Start a program on the app's database; what it says comes through `stderr`."""
    no_prompt = [] if name == "pg_restore" else ["--no-password"]
    return subprocess.Popen(
        [find(name), *no_prompt, *options],
        env=environment(),
        stdin=stdin or subprocess.DEVNULL,
        stdout=stdout or subprocess.DEVNULL,
        stderr=subprocess.PIPE,
    )


def finish(process: "Process", hear: Hear) -> None:
    """Listen to a program until it ends; raises `ProgramFailed` with its last words."""
    said: list[str] = []
    assert process.stderr is not None, "started by `start`"
    for line in process.stderr:
        said = [*said[1 - LAST_LINES :], line.decode(errors="replace").strip()]
        hear(said[-1])
    if process.wait() != 0:
        raise ProgramFailed(" ".join(said) or f"The program ended with {process.returncode}.")


def environment() -> Mapping[str, str]:
    """The environment of a program: the address of the database in libpq's variables.

    On a command line everybody on the machine could read the password.
    https://www.postgresql.org/docs/current/libpq-envars.html
    """
    config: Config = current_app.extensions["headway.config"]
    wanted = conninfo_to_dict(config.database_url.replace("postgresql+psycopg://", "postgresql://", 1))
    names = {option.keyword.decode(): option.envvar for option in pq.Conninfo.get_defaults()}
    clean = {name: value for name, value in os.environ.items() if not name.startswith("PG")}
    settings = {name.decode(): str(wanted[keyword]) for keyword, name in names.items() if name and keyword in wanted}
    # A request's time limits are not for these.
    return clean | settings | {"PGOPTIONS": OPTIONS, "LC_ALL": "C"}


Process = subprocess.Popen[bytes]
