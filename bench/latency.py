"""Does a request cost the same at any depth and any size, and what do the leaderboard and a completion cost?

One request at a time, in turn with the ones that it is compared with; figures are medians in ms.
`python -m bench.latency --rounds 150`
"""

import argparse
import json
import time
from contextlib import ExitStack
from http.client import HTTPConnection
from statistics import median
from typing import Any
from urllib.parse import urlsplit

from bench.floor import floor
from bench.stage import UNREACHABLE, SignedIn, Stage, stage

LEADERBOARD = "/api/analytics/leaderboard?window=all"
FEW_PEOPLE, FEW_TASKS = 1_000, 10_000
PAGE_SIZE, DEEP_PAGE = 20, 2_500


class Asker:
    """One connection that is kept open."""

    def __init__(self, url: str, person: SignedIn | None = None) -> None:
        self._connection = HTTPConnection(urlsplit(url).netloc, timeout=30)
        self._headers = person.headers if person else {}

    def ask(self, method: str, path: str, body: object = None) -> tuple[float, Any]:
        """How many ms the answer took, and what it was."""
        began = time.perf_counter()
        self._connection.request(method, path, None if body is None else json.dumps(body), self._headers)
        reply = self._connection.getresponse()
        text = reply.read()
        took = (time.perf_counter() - began) * 1000
        assert reply.status in (200, 201), (reply.status, text)
        return took, json.loads(text) if text else None


def measure(there: Stage, rounds: int) -> dict[str, float]:
    """The medians."""
    with ExitStack() as stack:
        few = stack.enter_context(stage(FEW_PEOPLE, FEW_TASKS))
        without_valkey = stack.enter_context(stage(REDIS_URL=UNREACHABLE))
        empty = Asker(stack.enter_context(floor()))
        busy, [other] = there.people(1)[0], there.people(1, skip=5_000)
        reader, writer = Asker(there.url, busy), Asker(there.url, other)
        # Somebody else: who has just moved points asks for a histogram of their own, once.
        [viewer], [slow_viewer] = there.people(1, skip=6_000), without_valkey.people(1, skip=6_000)
        board, slow_board = Asker(there.url, viewer), Asker(without_valkey.url, slow_viewer)
        few_reader = Asker(few.url, few.people(1)[0])
        deep, last = cursor_of_page(reader, DEEP_PAGE), cursor_of_page(few_reader, 1)
        assert last is None
        changes = Changes(writer, rounds + 20)
        kinds = {
            "empty route": lambda: empty.ask("GET", "/")[0],
            "page 1 of 50,000 tasks": lambda: reader.ask("GET", "/api/tasks")[0],
            f"page {DEEP_PAGE:,} of 50,000 tasks": lambda: reader.ask("GET", f"/api/tasks?cursor={deep}")[0],
            "page 1 with 10,000 tasks in all": lambda: few_reader.ask("GET", "/api/tasks")[0],
            "leaderboard": lambda: board.ask("GET", LEADERBOARD)[0],
            "leaderboard without Valkey": lambda: slow_board.ask("GET", LEADERBOARD)[0],
            "update": changes.rename,
            "completion": changes.complete,
        }
        return in_turn(kinds, rounds)


def in_turn(kinds: dict[str, Any], rounds: int) -> dict[str, float]:
    """The median of each kind, asked in turn so that a busy moment meets them all."""
    seen: dict[str, list[float]] = {name: [] for name in kinds}
    for number in range(rounds + 20):
        for name, ask in kinds.items():
            took = ask()
            if number >= 20:  # until then connections, statements and caches are made
                seen[name].append(took)
    return {name: round(median(took), 2) for name, took in seen.items()}


def cursor_of_page(asker: Asker, page: int) -> str | None:
    """The cursor of a page of 20, found by walking in pages of 100."""
    cursor, passed = None, 0
    while passed < (page - 1) * PAGE_SIZE:
        step = min(100, (page - 1) * PAGE_SIZE - passed)
        path = f"/api/tasks?limit={step}" + (f"&cursor={cursor}" if cursor else "")
        cursor, passed = asker.ask("GET", path)[1]["next"], passed + step
    return cursor


class Changes:
    """Tasks to complete, each once, and a task to rename."""

    def __init__(self, asker: Asker, number: int) -> None:
        self._asker = asker
        self._open = [asker.ask("POST", "/api/tasks", {"title": "Call Ana"})[1]["id"] for _ in range(number + 1)]
        self._kept, self._renamed = self._open.pop(), 0

    def rename(self) -> float:
        """An update that moves no points."""
        self._renamed += 1
        return self._asker.ask("PUT", f"/api/tasks/{self._kept}", {"title": f"Call Ana {self._renamed}"})[0]

    def complete(self) -> float:
        """An update that gives points, until the day's are spent: then it still writes its line."""
        return self._asker.ask("PUT", f"/api/tasks/{self._open.pop()}", {"status": "completed"})[0]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=150)
    options = parser.parse_args()
    with stage() as there:
        print(json.dumps(measure(there, options.rounds), indent=2))


if __name__ == "__main__":
    main()
