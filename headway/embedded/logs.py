"""Reading the end of the servers' logs, for people who are told that something is wrong."""

import os
from collections.abc import Iterable
from pathlib import Path

LINES = 15
BYTES = 16_384


def last_lines(logs: Iterable[Path]) -> str:
    """The last lines of `logs`, in their order."""
    return "\n".join([line for log in logs for line in _end_of(log)][-LINES:])


def _end_of(log: Path) -> list[str]:
    try:
        with log.open("rb") as file:
            file.seek(max(0, os.fstat(file.fileno()).st_size - BYTES))
            return file.read().decode(errors="replace").splitlines()
    except FileNotFoundError:
        return []
