"""How do five requests grow with the data? The same requests at 10,000, 100,000 and 1,000,000 tasks.

`python -m bench.curves --rounds 100 [--tasks 10000 100000 1000000 10000000]`
"""

import argparse
import json
from typing import Any

from bench.latency import LEADERBOARD, PAGE_SIZE, Asker, cursor_of_page, in_turn
from bench.stage import stage

SIZES = (10_000, 100_000, 1_000_000)
TASKS_EACH = 10


def measure(sizes: tuple[int, ...], rounds: int) -> dict[str, dict[str, float]]:
    """The medians in ms by number of tasks; there is a person for every ten."""
    return {str(tasks): _at(tasks, rounds) for tasks in sizes}


def _at(tasks: int, rounds: int) -> dict[str, float]:
    with stage(tasks // TASKS_EACH, tasks) as there:
        reader = Asker(there.url, there.people(1)[0])
        total = reader.ask("GET", "/api/tasks")[1]["total"]
        deep = cursor_of_page(reader, (total - 1) // PAGE_SIZE)
        kinds: dict[str, Any] = {
            "first page": lambda: reader.ask("GET", "/api/tasks")[0],
            "last page": lambda: reader.ask("GET", f"/api/tasks?cursor={deep}")[0],
            "leaderboard": lambda: reader.ask("GET", LEADERBOARD)[0],
            "counts": lambda: reader.ask("GET", "/api/analytics")[0],
            "create": lambda: reader.ask("POST", "/api/tasks", {"title": "Call Ana"})[0],
        }
        return {"tasks of the person": total} | in_turn(kinds, rounds)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=100)
    parser.add_argument("--tasks", type=int, nargs="+", default=SIZES)
    options = parser.parse_args()
    print(json.dumps(measure(tuple(options.tasks), options.rounds), indent=2))


if __name__ == "__main__":
    main()
