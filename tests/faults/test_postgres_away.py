"""PostgreSQL is away: a clear answer soon, and everything goes on by itself when it is back."""

import threading
import time

import pytest
import requests

from tests.faults.report import IS_LONG, note
from tests.service.running import until

AWAY_SECONDS = 20 if IS_LONG else 1.5
BACK_SECONDS, CLIENTS = 5, 8


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
FAULTS = {"refused": ("is_closed", 3)} | ({"silent": ("is_silent", 8)} if IS_LONG else {})


@pytest.mark.parametrize("fault", FAULTS)
def test_requests_are_refused_soon_and_go_on_by_themselves(cluster, visitor, fault):
    setting, answer_seconds = FAULTS[fault]
    masters = [(server.process.pid, sorted(server.workers)) for server in cluster.servers]
    answers, is_over = [], threading.Event()
    twins = [visitor.twin(cluster.servers[number % 2].url) for number in range(CLIENTS)]
    with cluster.database.hurt(**{setting: True}):
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
    note(f"Without PostgreSQL ({fault})", answers=len(answers), slowest_seconds=slowest, back_seconds=back)
    assert {(status, wait) for _, status, wait in answers} == {(503, "1")}
    assert slowest <= answer_seconds
    assert back <= BACK_SECONDS
    assert [(server.process.pid, sorted(server.workers)) for server in cluster.servers] == masters
