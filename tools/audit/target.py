"""The server that is attacked: who is signed in there, and what became of the requests that it was sent."""

import re
import time
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from tests.service.running import Service, Visitor

SESSION_SECONDS = 540  # below the life of an access token, by which the tools are signed in
COUNT = re.compile(r'^headway_http_request_seconds_count\{.*status="(\d+)"\} (\S+)', re.MULTILINE)


def furnished(service: Service) -> Visitor:
    """Somebody who has just signed in and has tasks."""
    assert service.url.startswith("http://127."), "only servers on this machine are attacked"
    visitor = Visitor(service.url)
    visitor.register()
    for title in ("apple", "pear"):
        reply = visitor.call("POST", "/api/tasks", {"title": title, "due_date": "2026-03-04"})
        assert reply.status_code == requests.codes.created
    return visitor


def cookies_of(visitor: Visitor) -> dict[str, str]:
    """The cookies by name."""
    return visitor.session.cookies.get_dict()


@contextmanager
def counted(service: Service) -> Iterator[Counter[str]]:
    """Fill in how many replies of which status are given meanwhile, and say it in a line."""
    given: Counter[str] = Counter()
    before, began = replies(service), time.monotonic()
    yield given
    given.update(replies(service) - before)
    refused, faults = starting(given, "4"), starting(given, "5")
    seconds = time.monotonic() - began
    print(f"{given.total()} requests in {seconds:.0f} s: {refused} refused, {faults} faults.", flush=True)


def replies(service: Service) -> Counter[str]:
    """How many replies of which status the server has given."""
    found: Counter[str] = Counter()
    for status, number in COUNT.findall(requests.get(f"{service.url}/metrics", timeout=10).text):
        found[status] += round(float(number))
    return found


def starting(given: Counter[str], digit: str) -> int:
    """How many of the statuses begin with a digit."""
    return sum(number for status, number in given.items() if status.startswith(digit))
