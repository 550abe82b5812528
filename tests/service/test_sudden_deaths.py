"""PostgreSQL, Valkey and workers are killed in the middle of writes: what was acknowledged is there, exactly once.

Everybody's stream tells all of it meanwhile, although its reader leaves at random, too.

`make faults` runs the long form: 50 people and 10,000 writes.
"""

import os
import random
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import redis
import requests

from headway.embedded import Stack
from tests.service.mirroring import Mirror
from tests.service.running import HEADWAY, Visitor, until

IS_LONG = "HEADWAY_FAULTS" in os.environ
WRITERS, WRITES_EACH = (50, 200) if IS_LONG else (4, 250)
PAUSE_SECONDS = 6 if IS_LONG else 0.7
FAULTS = ("postgres", "worker", "valkey", "postgres", "flush", "worker", "valkey")
SEED = 20261122


class Writer:
    """A person who goes on until each of their writes is acknowledged, and remembers what must be there."""

    def __init__(self, service, seed: int) -> None:
        self.visitor = Visitor(service.url)
        self.visitor.register(f"Writer{seed}")
        self.random = random.Random(seed)
        self.titles: dict[str, str] = {}
        self.completed: set[str] = set()
        self.trashed: set[str] = set()
        self.repeats = 0
        self.mirror = Mirror(self.visitor.twin(), seed)

    def work(self) -> None:
        """Create, rename, complete, reopen and delete tasks."""
        acts = [self.create, self.create, self.rename, self.complete, self.complete, self.reopen, self.delete]
        for number in range(WRITES_EACH):
            act = self.random.choice(acts)
            act(number)

    def create(self, number: int) -> None:
        """A new task under an id of our own: repeating it must not make a second."""
        task_id = str(uuid4())
        self.insist("POST", "/api/tasks", {"id": task_id, "title": f"Task {number}"})
        self.titles[task_id] = f"Task {number}"

    def rename(self, number: int) -> None:
        """Another title for one of the tasks."""
        if task_id := self.pick():
            self.insist("PUT", f"/api/tasks/{task_id}", {"title": f"Renamed {number}"})
            self.titles[task_id] = f"Renamed {number}"

    def complete(self, _number: int) -> None:
        """One of the tasks done, which gives points."""
        if task_id := self.pick():
            self.insist("PUT", f"/api/tasks/{task_id}", {"status": "completed"})
            self.completed.add(task_id)

    def reopen(self, _number: int) -> None:
        """One of the tasks open again, which takes points back."""
        if task_id := self.pick():
            self.insist("PUT", f"/api/tasks/{task_id}", {"status": "pending"})
            self.completed.discard(task_id)

    def delete(self, _number: int) -> None:
        """One of the tasks into the trash."""
        if task_id := self.pick():
            self.insist("DELETE", f"/api/tasks/{task_id}")
            self.trashed.add(task_id)

    def pick(self) -> str | None:
        """One of the tasks that are not in the trash."""
        live = sorted(self.titles.keys() - self.trashed)
        return self.random.choice(live) if live else None

    def insist(self, method: str, path: str, body: object = None) -> None:
        """Send until it is acknowledged; a reply that says anything else than "later" is a fault."""
        deadline = time.monotonic() + 60
        while time.monotonic() < deadline:
            try:
                reply = self.visitor.call(method, path, body)
            except requests.RequestException:
                self.repeats += 1
                continue
            if reply.status_code < 300:
                return
            assert reply.status_code == 503, reply.text
            assert "Retry-After" in reply.headers
            self.repeats += 1
        raise AssertionError("never acknowledged")

    def versions(self) -> dict[str, int]:
        """What the service has, by id."""
        return {task_id: task["version"] for task_id, task in self.all_tasks().items()}

    def all_titles(self, **query: str) -> dict[str, str]:
        """What the service has, by id."""
        return {task_id: task["title"] for task_id, task in self.all_tasks(**query).items()}

    def all_tasks(self, **query: str) -> dict[str, dict]:
        """What the service has, page by page."""
        found, cursor = {}, None
        while True:
            parameters = {"limit": "100", **query} | ({"cursor": cursor} if cursor else {})
            page = self.visitor.call("GET", "/api/tasks", params=parameters).json()
            assert page["total"] == self.expected_total(query)
            found |= {task["id"]: task for task in page["tasks"]}
            cursor = page["next"]
            if cursor is None:
                return found

    def expected_total(self, query: dict[str, str]) -> int:
        """How many tasks must be in the list, or in the trash."""
        return len(self.trashed) if query else len(self.titles) - len(self.trashed)


def strike(service, victim: str) -> None:
    """End one process of the service without warning, or empty Valkey."""
    if victim == "flush":
        redis.Redis.from_url(Stack(service.home).redis_admin_url).flushall()
        return
    if victim == "worker":
        os.kill(random.Random(SEED).choice(service.workers), signal.SIGKILL)
        return
    until(lambda: service.server_pid(victim), 20)
    os.kill(service.server_pid(victim), signal.SIGKILL)


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(service):
    writers = [Writer(service, seed) for seed in range(WRITERS)]
    pause = threading.Event()
    with ThreadPoolExecutor(WRITERS) as pool:
        working = [pool.submit(writer.work) for writer in writers]
        for victim in FAULTS:
            pause.wait(PAUSE_SECONDS)  # between two faults the writers get on: the service is under way
            strike(service, victim)
        for work in working:
            work.result(timeout=600)
    service.wait(10)
    assert sum(writer.repeats for writer in writers) > 0, "no fault was felt: the test tests nothing"
    for writer in writers:
        live = {task_id: title for task_id, title in writer.titles.items() if task_id not in writer.trashed}
        assert writer.all_titles() == live
        assert writer.all_titles(deleted="true").keys() == writer.trashed
        numbers = writer.visitor.call("GET", "/api/analytics").json()
        assert (numbers["total"], numbers["completed"]) == (len(live), len(writer.completed - writer.trashed))
        versions = writer.versions()
        until(lambda: writer.mirror.has(versions), 20)  # noqa: B023 (asked within the loop)
        writer.mirror.end()
    assert all(writer.mirror.comings > 3 for writer in writers), "no stream was left: the test tests nothing"
    for command in ("counts", "leaderboard"):
        verified = subprocess.run(
            [*HEADWAY, command, "verify"],
            env=os.environ | {"HEADWAY_HOME": str(service.home)},
            capture_output=True,
            text=True,
        )
        assert verified.returncode == 0, verified.stdout + verified.stderr
