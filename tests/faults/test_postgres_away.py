"""PostgreSQL is away: a clear answer soon, and everything goes on by itself when it is back."""

import threading
import time
from contextlib import contextmanager

import pytest
import requests

from tests.faults.report import IS_LONG, note
from tests.service.running import until

AWAY_SECONDS = 20 if IS_LONG else 1.5
BACK_SECONDS, CLIENTS = 5, 8


@contextmanager
def refused(cluster):
    """Connections are cut, and new ones too."""
    cluster.database.is_closed = True
    yield
    cluster.heal()


@contextmanager
def silent(cluster):
    """Nothing is answered, on old connections and on new ones."""
    cluster.database.is_silent = True
    yield
    cluster.heal()


def ask(visitor, method, path, body, answers):
    """One request; notes how long the answer took, and what it was."""
    began = time.monotonic()
    try:
        reply = visitor.call(method, path, body)
    except requests.RequestException as error:
        answers.append((time.monotonic() - began, None, str(error)))
        return None
    answers.append((time.monotonic() - began, reply.status_code, reply.headers.get("Retry-After")))
    return reply


def keep_asking(visitor, is_over, answers, number):
    """Reads and writes by turns."""
    while not is_over.is_set():
        number += 1
        body = {"title": "While it is away"} if number % 2 else None
        ask(visitor, "POST" if body else "GET", "/api/tasks", body, answers)
        is_over.wait(0.05)


# A request that finds PostgreSQL gone is refused at once; one that was sent and never answered, when patience ends.
FAULTS = [(refused, 3), (silent, 8)] if IS_LONG else [(refused, 3)]


@pytest.mark.parametrize(("fault", "answer_seconds"), FAULTS, ids=lambda value: getattr(value, "__name__", ""))
def test_requests_are_refused_soon_and_go_on_by_themselves(cluster, visitor, fault, answer_seconds):
    masters = [(server.process.pid, sorted(server.workers)) for server in cluster.servers]
    answers, is_over = [], threading.Event()
    twins = [visitor.twin(cluster.servers[number % 2].url) for number in range(CLIENTS)]
    with fault(cluster):
        threads = [
            threading.Thread(target=keep_asking, args=(twin, is_over, answers, number))
            for number, twin in enumerate(twins)
        ]
        for thread in threads:
            thread.start()
        is_over.wait(AWAY_SECONDS)
        is_over.set()
        for thread in threads:
            thread.join(30)
    began = time.monotonic()
    until(lambda: all(visitor.twin(server.url).call("GET", "/api/tasks").ok for server in cluster.servers), 20)
    back = time.monotonic() - began
    slowest = max(took for took, _, _ in answers)
    note(f"Without PostgreSQL ({fault.__name__})", answers=len(answers), slowest_seconds=slowest, back_seconds=back)
    assert {(status, wait) for _, status, wait in answers} == {(503, "1")}
    assert slowest <= answer_seconds
    assert back <= BACK_SECONDS
    assert [(server.process.pid, sorted(server.workers)) for server in cluster.servers] == masters
