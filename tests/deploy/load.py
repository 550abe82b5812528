"""People at work through the proxy who send each request once, and remember every one that was not done."""

import threading
import time
from dataclasses import dataclass, field

from tests.deploy.topology import Topology
from tests.deploy.visiting import Visit
from tests.deploy.wire import Wire

PEOPLE = 4


@dataclass
class Worker:
    """One person, writing and reading without a pause."""

    wire: Wire
    sent: int = 0
    kept: set[str] = field(default_factory=set)
    failed: list[tuple[str, int, dict]] = field(default_factory=list)

    def work(self, is_over: threading.Event) -> None:
        """Go on until it is over."""
        while not is_over.is_set():
            status, task = self.send("POST", "/api/tasks", {"title": f"Number {self.sent}"})
            if status != 201:
                continue
            self.kept.add(task["id"])
            path = f"/api/tasks/{task['id']}"
            self.send("PUT", path, {"status": "completed"})
            self.send("GET", "/api/tasks")
            self.send("PATCH", path, {"title": "Another"})
            self.send("GET", "/api/analytics")
            if self.sent % 2 and self.send("DELETE", path)[0] == 204:
                self.kept.discard(task["id"])

    def send(self, method: str, path: str, body: object = None) -> tuple[int, dict]:
        """One request, once."""
        status, document = self.wire.call(method, path, body)
        self.sent += 1
        if not 200 <= status < 300:
            self.failed.append((method, status, document))
        return status, document


class Load:
    """`with Load(topology) as load: …`: people who work until the block ends."""

    def __init__(self, topology: Topology) -> None:
        self.workers = []
        for number in range(PEOPLE):
            visit = Visit(topology)
            visit.register(f"Worker{number}")
            self.workers.append(Worker(Wire.to_proxy(visit)))
        self._is_over = threading.Event()
        self._threads = [threading.Thread(target=worker.work, args=(self._is_over,)) for worker in self.workers]

    def __enter__(self) -> "Load":
        for thread in self._threads:
            thread.start()
        return self

    def __exit__(self, *_: object) -> None:
        self._is_over.set()
        for thread in self._threads:
            thread.join(60)
        for worker in self.workers:
            worker.wire.close()

    @property
    def sent(self) -> int:
        """How many requests were sent so far."""
        return sum(worker.sent for worker in self.workers)

    @property
    def failed(self) -> list[tuple[str, int, dict]]:
        """What was not done, with the answer."""
        return [failure for worker in self.workers for failure in worker.failed]

    def wait_for(self, more: int, seconds: float = 60) -> None:
        """Return once this many more requests were sent."""
        wanted, deadline = self.sent + more, time.monotonic() + seconds
        while self.sent < wanted:
            assert time.monotonic() < deadline, f"{self.sent} of {wanted} requests within {seconds} s"
            time.sleep(0.02)

    def check_what_is_kept(self) -> None:
        """Everybody has exactly the tasks that were acknowledged."""
        for worker in self.workers:
            found, cursor = set(), ""
            while cursor is not None:
                status, page = worker.wire.call("GET", f"/api/tasks?limit=100{cursor and '&cursor='}{cursor}")
                assert status == 200, page
                found |= {task["id"] for task in page["tasks"]}
                cursor = page["next"]
            worker.wire.close()
            assert found == worker.kept
