"""One file with all that PostgreSQL holds, as of one moment, while the service goes on."""

import os
import secrets
from pathlib import Path

from sqlalchemy import text

from headway.backup.programs import Hear, run
from headway.database import fetch_all

PREFIX = 'pg_dump: dumping contents of table "public.'


def dump(path: Path, hear: Hear) -> None:
    """Write the backup to `path`, where nothing is until it is whole; `hear` is given each table's name as it begins.

    Raises `ProgramFailed` and `OSError`. The file holds everything about everybody: only its owner may read it.
    """
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        unfinished.touch(mode=0o600, exist_ok=False)
        run("pg_dump", *OPTIONS, f"--file={unfinished}", hear=lambda line: _hear_table(line, hear))
        _settle(unfinished)
        unfinished.rename(path)
        _settle(path.parent)
    finally:
        unfinished.unlink(missing_ok=True)


def sizes() -> dict[str, int]:
    """The tables and how much there is to read of each, in bytes."""
    return {row.relname: row.size for row in fetch_all(SIZES)}


def _hear_table(line: str, hear: Hear) -> None:
    if line.startswith(PREFIX):
        hear(line.removeprefix(PREFIX).rstrip('"'))


def _settle(path: Path) -> None:
    """Wait until the disk has it."""
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)


OPTIONS = (
    "--format=custom",
    "--verbose",
    "--no-owner",
    "--no-privileges",
    "--schema=public",
    "--lock-wait-timeout=30s",
)
SIZES = text(
    "SELECT relname, pg_table_size(oid) AS size FROM pg_class"
    " WHERE relkind = 'r' AND relnamespace = to_regnamespace('public')"
)
