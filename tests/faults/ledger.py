"""What a client asked for and what it heard, written down before and after each call.

An operation without an answer is *unknown*, which is neither done nor failed: what is there later must be one of the
two. (Jepsen's histories: https://github.com/jepsen-io/jepsen/blob/main/doc/tutorial/02-db.md)
"""

import json
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

OK, FAILED, UNKNOWN = "ok", "fail", "unknown"


@dataclass(frozen=True)
class Operation:
    """One act as its ledger has it: all its tries together."""

    number: int
    act: str
    key: str
    value: Any
    outcome: str
    tries: int


class Ledger:
    """The file of one client: a line before each try and one after it."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._number = 0

    def begin(self, act: str, key: str, value: Any = None) -> int:
        """A new operation; gives its number."""
        self._number += 1
        self._write({"op": self._number, "act": act, "key": key, "value": value})
        return self._number

    def note(self, number: int, outcome: str, status: int | None) -> None:
        """How a try of the operation ended; the last line counts."""
        self._write({"op": number, "outcome": outcome, "status": status})

    def read(self) -> Iterator[Operation]:
        """The operations in their order; one that has no outcome, its client having died, is unknown."""
        begun: dict[int, dict[str, Any]] = {}
        ends: dict[int, list[str]] = {}
        for line in self.path.read_text().splitlines():
            entry = json.loads(line)
            if "act" in entry:
                begun[entry["op"]] = entry
            else:
                ends.setdefault(entry["op"], []).append(entry["outcome"])
        for number, entry in begun.items():
            tries = ends.get(number, [UNKNOWN])
            yield Operation(number, entry["act"], entry["key"], entry["value"], tries[-1], len(tries))

    def _write(self, entry: dict[str, Any]) -> None:
        with open(self.path, "a") as file:
            file.write(json.dumps({"at": round(time.time(), 4)} | entry) + "\n")
