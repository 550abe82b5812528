"""How many pages, creations and updates a second, beside the empty route and PostgreSQL alone with the same SQL?

`python -m bench.throughput --seconds 6`
"""

import argparse
import json
from typing import Any
from urllib.parse import urlsplit
from uuid import uuid4

import requests

from bench import wrk
from bench.floor import floor
from bench.postgres import alone
from bench.stage import SignedIn, Stage, stage

ASKERS, SKIPPED = 400, 100  # the first have lists of thousands: these have some ten to a hundred tasks
PAGE, CREATE, UPDATE = "page of 20 tasks", "create", "update"


def measure(there: Stage, seconds: int) -> dict[str, Any]:
    """The figures of each kind of request, with the shares that its parts had in them."""
    people = there.people(ASKERS, SKIPPED)
    figures: dict[str, Any] = {}
    with floor() as empty:
        figures["empty route"] = {"per_second": _floor(empty, seconds)}
        for name, asked in _requests(there, people).items():
            figures[name] = _measured(there, asked, seconds)
        after = _floor(empty, seconds)
    before = figures["empty route"]["per_second"]
    figures["empty route"] = {"per_second": round((before + after) / 2, 1), "before": before, "after": after}
    for figure in figures.values():
        figure["of_empty"] = round(figure["per_second"] / figures["empty route"]["per_second"], 3)
    for name, per_second in alone(there, seconds).items():
        figures[name]["postgres_alone_per_second"] = per_second
    return figures


def _floor(url: str, seconds: int) -> float:
    asked = [wrk.request(urlsplit(url).netloc, "GET", "/")]
    wrk.ask(url, asked, wrk.WARMING_SECONDS)
    return wrk.ask(url, asked, seconds).per_second


def _measured(there: Stage, asked: list[str], seconds: int) -> dict[str, Any]:
    wrk.ask(there.url, asked, wrk.WARMING_SECONDS)
    before = there.cpu()
    seen = wrk.ask(there.url, asked, seconds)
    spent = {name: round((used - before[name]) / seen.requests * 1000, 3) for name, used in there.cpu().items()}
    return {"per_second": seen.per_second, "p50_ms": seen.p50_ms, "p99_ms": seen.p99_ms, "cpu_ms": spent}


def _requests(there: Stage, people: list[SignedIn]) -> dict[str, list[str]]:
    host = urlsplit(there.url).netloc
    new = {"title": "Call Ana about the offer", "due_date": "2030-01-15", "priority": "high"}
    changes = [{"title": f"Call Ana again, {uuid4()}"} for _ in range(2)]
    tasks = [_first_task(there, person) for person in people]
    return {
        PAGE: [wrk.request(host, "GET", "/api/tasks", person.headers) for person in people],
        CREATE: [wrk.request(host, "POST", "/api/tasks", person.headers, new) for person in people],
        # One change after the other, so that each is one.
        UPDATE: [
            wrk.request(host, "PUT", f"/api/tasks/{task}", person.headers, change)
            for change in changes
            for person, task in zip(people, tasks, strict=True)
        ],
    }


def _first_task(there: Stage, person: SignedIn) -> str:
    return str(
        requests.get(f"{there.url}/api/tasks?limit=1", headers=person.headers, timeout=10).json()["tasks"][0]["id"]
    )


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=6)
    options = parser.parse_args()
    with stage() as there:
        print(json.dumps(measure(there, options.seconds), indent=2))


if __name__ == "__main__":
    main()
