"""The way back: all that a backup holds in place of all that the database holds, in one transaction."""

import re
import shutil
import subprocess
from contextlib import suppress
from pathlib import Path
from threading import Thread

from sqlalchemy import func, select
from sqlalchemy.exc import ProgrammingError

from headway.accounts.models import User
from headway.backup.programs import Hear, Process, ProgramFailed, find, finish, start
from headway.database import fetch_one
from headway.extensions import alembic

# Whatever schema is there gives way: an older backup may lack tables that stand in its way.
BEFORE = b"DROP SCHEMA IF EXISTS public CASCADE;\n"
# A device that was signed out after the backup was made stays signed out: so do all.
AFTER = b"\nSET search_path = public;\nUPDATE sessions SET revoked_at = now() WHERE revoked_at IS NULL;\n"
REVISION = re.compile(r"^COPY public\.alembic_version .*?\n(\S+)\n", re.MULTILINE)
CHUNK_BYTES = 256 * 1024
PLAIN = ("--no-owner", "--no-privileges", "--file=-")
AT_ONCE = ("--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1")
NEEDED = {"users", "tasks", "alembic_version"}


class RestoreRefused(Exception):
    """The backup is not put in place; the text says why, and nothing has changed."""


def accounts() -> int:
    """How many accounts the database holds; 0 where there are no tables yet."""
    try:
        row = fetch_one(select(func.count()).select_from(User))
    except ProgrammingError:
        return 0
    return row[0] if row else 0


def check(path: Path) -> int:
    """The number of things in the backup at `path`; raises `RestoreRefused` when this version can't take it."""
    listed = _output("--list", str(path))
    tables = set(re.findall(r" TABLE public (\S+) ", listed))
    if not tables >= NEEDED:
        raise RestoreRefused(f"{path} is not a backup of Headway.")
    found = REVISION.search(_output("--data-only", "--table=alembic_version", "--file=-", str(path)))
    known = {script.revision for script in alembic.script_directory.walk_revisions()}
    if found is None or found[1] not in known:
        raise RestoreRefused(f"{path} was made by a newer version of Headway: install that one first.")
    return sum(not line.startswith(";") for line in listed.splitlines())


def put_in_place(path: Path, hear: Hear) -> None:
    """Replace all that the database holds by what the backup holds, or nothing; raises `ProgramFailed`.

    `hear` is given a line for each thing in the backup.
    """
    reading = start("pg_restore", "--verbose", *PLAIN, str(path), stdout=subprocess.PIPE)
    writing = start("psql", *AT_ONCE, stdin=subprocess.PIPE)
    pump = Pump(reading, writing)
    with reading, writing:
        pump.start()
        try:
            finish(reading, hear)
        except ProgramFailed:
            # The end of its input would have psql commit what came so far.
            if not pump.is_broken:
                writing.kill()
                pump.join()
                raise
        pump.join()
        pump.end()
        finish(writing, lambda line: None)


class Pump(Thread):
    """Carries the SQL of a backup from `pg_restore` to `psql`, between what comes before it and after it."""

    def __init__(self, reading: Process, writing: Process) -> None:
        super().__init__(name="restore", daemon=True)
        assert reading.stdout, "started with a pipe"
        assert writing.stdin, "started with a pipe"
        self._source, self._target = reading.stdout, writing.stdin
        self.is_broken = False  # psql ended first: it has an error to tell

    def run(self) -> None:
        """Carry all there is."""
        try:
            self._target.write(BEFORE)
            shutil.copyfileobj(self._source, self._target, CHUNK_BYTES)
        except BrokenPipeError:
            self.is_broken = True
            self._source.close()  # and so does pg_restore

    def end(self) -> None:
        """Write what comes last; psql commits at the end of its input."""
        with suppress(BrokenPipeError):
            if not self.is_broken:
                self._target.write(AFTER)
            self._target.close()


def _output(*options: str) -> str:
    """What `pg_restore` writes about a file; raises `RestoreRefused` when that is no backup at all."""
    said = subprocess.run([find("pg_restore"), *options], capture_output=True, text=True, errors="replace")
    if said.returncode != 0:
        raise RestoreRefused(f"{options[-1]} is not a backup of Headway: {said.stderr.strip()}")
    return said.stdout
