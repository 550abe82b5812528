"""A worker that dies is replaced at once, and takes along nothing but the requests in its hands."""

import os
import signal
import threading
import time

import requests

from tests.faults.report import IS_LONG, note, percentile
from tests.service.running import until

KILLS = 50 if IS_LONG else 3
RESPAWN_SECONDS = 2
CLIENTS = 4


def test_a_dead_worker_is_replaced_within_two_seconds(cluster, visitor):
    server = cluster.servers[0]
    is_over, failed, answered = threading.Event(), [], []

    def ask():
        own = visitor.twin()
        while not is_over.is_set():
            try:
                answered.append(own.call("GET", "/api/tasks").status_code)
            except requests.RequestException:
                failed.append(time.monotonic())

    threads = [threading.Thread(target=ask) for _ in range(CLIENTS)]
    for thread in threads:
        thread.start()
    took = []
    for _ in range(KILLS):
        before = server.workers
        os.kill(before[0], signal.SIGKILL)
        began = time.monotonic()
        until(lambda: len(set(server.workers) - {before[0]}) == len(before), 10)  # noqa: B023 (asked within the loop)
        took.append(time.monotonic() - began)
        server.wait(10)
    is_over.set()
    for thread in threads:
        thread.join(15)
    note(
        "A dead worker is replaced",
        kills=KILLS,
        slowest_respawn_seconds=max(took),
        p95_seconds=percentile(took, 0.95),
        requests=len(answered),
        requests_that_died_with_it=len(failed),
    )
    assert max(took) <= RESPAWN_SECONDS
    assert set(answered) == {200}
    assert len(failed) <= KILLS * CLIENTS  # at most what each client had under way
