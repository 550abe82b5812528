"""Clients that ask as fast as they are answered, and what they were told how soon.

They run in a process of their own, since measuring must not take part in what is measured, on connections that stay
open, with no more parsing than the measuring needs.
"""

import http.client
import json
import multiprocessing
import threading
import time
from dataclasses import dataclass, field
from urllib.parse import urlsplit

from tests.faults.report import percentile


@dataclass
class Answers:
    """What was answered: (seconds, status) of each request; 0 where there was none."""

    given: list[tuple[float, int]] = field(default_factory=list)
    seconds: float = 0.0

    def of(self, *statuses: int) -> list[float]:
        """How long the answers with these statuses took."""
        return [took for took, status in self.given if status in statuses]

    @property
    def goodput(self) -> float:
        """Answers a second that gave what was asked for."""
        return len(self.of(200, 201)) / self.seconds

    def p(self, part: float) -> float:
        """The time within which this part of the good answers came."""
        return percentile(self.of(200, 201), part)


def press(url: str, cookies: list[dict[str, str]], seconds: float, *, pause: float = 0.0, writes: int = 5) -> Answers:
    """One client for each of `cookies`, closed loop: reads, and a write at every `writes`th request."""
    context = multiprocessing.get_context("spawn")
    with context.Pool(1) as pool:
        given = pool.apply(_press, (url, cookies, seconds, pause, writes))
    return Answers(given, seconds)


def _press(url, cookies, seconds, pause, writes):
    given: list[tuple[float, int]] = []
    over_at = time.monotonic() + seconds
    threads = [
        threading.Thread(target=_ask, args=(url, own, over_at, pause, writes, number, given))
        for number, own in enumerate(cookies)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return given


def _ask(url, cookies, over_at, pause, writes, number, given):
    place = urlsplit(url)
    headers = {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRF-TOKEN": cookies["csrf_access_token"],
        "Content-Type": "application/json",
    }
    body = json.dumps({"title": "Under load"})
    connection = None
    turn = number
    time.sleep(pause * (number % 10) / 10)
    while time.monotonic() < over_at:
        turn += 1
        began = time.monotonic()
        try:
            connection = connection or http.client.HTTPConnection(place.hostname, place.port, timeout=10)
            if turn % writes:
                connection.request("GET", "/api/tasks", headers=headers)
            else:
                connection.request("POST", "/api/tasks", body, headers)
            reply = connection.getresponse()
            reply.read()
            given.append((time.monotonic() - began, reply.status))
            if reply.status in (429, 503):
                time.sleep(float(reply.getheader("Retry-After", "1")) * 0.5)
        except (OSError, http.client.HTTPException):
            given.append((time.monotonic() - began, 0))
            connection = None
        time.sleep(pause)
