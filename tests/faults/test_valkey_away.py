"""Whatever is wrong with Valkey, tasks are made, read, changed and deleted as ever."""

import os
import signal
import time
from contextlib import contextmanager

import pytest

from tests.faults import board
from tests.faults.report import IS_LONG, note, percentile
from tests.service.running import Visitor, until

ROUNDS = 150 if IS_LONG else 5
MOST_SECONDS_MORE = 0.25
figures: dict[str, float] = {}


@contextmanager
def paused(cluster):
    """It stands still."""
    pid = cluster.pid_of("valkey")
    os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        os.kill(pid, signal.SIGCONT)


@contextmanager
def full(cluster):
    """Its memory is full: it refuses every write."""
    cluster.admin().config_set("maxmemory", "1")
    try:
        yield
    finally:
        cluster.admin().config_set("maxmemory", "256mb")


@contextmanager
def read_only(cluster):
    """It has become the replica of another that is not there."""
    cluster.admin().replicaof("127.0.0.1", 1)
    try:
        yield
    finally:
        cluster.admin().replicaof("NO", "ONE")


FAULTS = {
    "stopped": lambda cluster: cluster.valkey.hurt(is_closed=True),
    "paused": paused,
    "silent": lambda cluster: cluster.valkey.hurt(is_silent=True),
    "slow": lambda cluster: cluster.valkey.hurt(latency=0.15),  # there and back
    "full": full,
    "read_only": read_only,
}


def work(visitor, rounds=ROUNDS):
    """Make, read, change, list and delete tasks; how long each request took. Every one must succeed."""
    took = []

    def ask(*words):
        began = time.monotonic()
        reply = visitor.call(*words)
        took.append(time.monotonic() - began)
        assert reply.status_code < 300, (words, reply.text)
        return reply

    for _ in range(rounds):
        path = f"/api/tasks/{ask('POST', '/api/tasks', {'title': 'All the same'}).json()['id']}"
        ask("GET", path)
        ask("PUT", path, {"status": "completed"})
        ask("GET", "/api/tasks")
        ask("GET", "/api/analytics/leaderboard")
        ask("DELETE", path)
    return took


@pytest.fixture(scope="module")
def base(whole_cluster):
    """The 99th of a hundred requests while all is well."""
    visitor = Visitor(whole_cluster.servers[0].url)
    visitor.register()
    work(visitor, 5)
    return percentile(work(visitor), 0.99)


@pytest.mark.parametrize("fault", FAULTS)
def test_tasks_go_on_without_valkey(cluster, visitor, base, fault):
    with FAULTS[fault](cluster):
        p99 = percentile(work(visitor), 0.99)
    figures[fault] = round(p99 * 1000)
    note("Losing Valkey never fails a request", base_p99_ms=round(base * 1000), p99_ms=dict(figures))
    assert p99 <= base + MOST_SECONDS_MORE * (1 if IS_LONG else 4)  # beside other tests all takes longer


def test_the_board_has_followed_when_valkey_is_back(cluster, visitor):
    visitor.call("POST", "/api/tasks", {"title": "Earned", "status": "completed"})
    until(lambda: board.is_projected(cluster), 30)
