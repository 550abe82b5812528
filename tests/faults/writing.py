"""Clients that write through whatever happens, and note in a ledger what they asked for and what they heard."""

import random
import time
from pathlib import Path
from typing import Any
from uuid import uuid4

import requests

from tests.faults.ledger import FAILED, OK, UNKNOWN, Ledger
from tests.service.running import Visitor

MOST_TRIES_SECONDS = 90
CHANCE_TO_GIVE_UP = 0.3
STATUSES = ("pending", "in_progress", "completed")


class Writer:
    """One person at one client: creates, changes, deletes and restores tasks until told to stop.

    Every change names the version that it changes, so that a request which is carried out late, after its client had
    given it up, can do no harm. What stays unknown is either repeated until it is known, or left alone for ever.
    """

    def __init__(self, urls: list[str], directory: Path, seed: int) -> None:
        self.random = random.Random(seed)
        self.visitors = [Visitor(urls[0], seconds=5)]
        self.user = self.visitors[0].register(f"Writer{seed}")
        self.visitors += [self.visitors[0].twin(url) for url in urls[1:]]
        self.ledger = Ledger(directory / f"writer-{seed}.ledger")
        self.tasks: dict[str, tuple[int, bool]] = {}  # by id: version, and whether it lies in the trash
        self.acknowledged = self.unknown = 0
        self.violations: list[str] = []
        self._acts = [self.create] * 3 + [self.create_nameless] + [self.change] * 6 + [self.delete, self.restore]

    def write(self, writes: int, is_over=lambda: False) -> None:
        """So many acts, or until it is over."""
        for _ in range(writes):
            if is_over():
                return
            self.random.choice(self._acts)()

    def create(self) -> None:
        """A task under an id of our own: repeating it must not make a second."""
        task_id, title = str(uuid4()), self._text()
        if self._ask("create", task_id, {"title": title}, "POST", "/api/tasks", {"id": task_id, "title": title}):
            self.tasks[task_id] = (1, False)

    def create_nameless(self) -> None:
        """A task whose id the server makes: sent once, it is there once or not at all."""
        title = self._text()
        self._ask("create nameless", title, None, "POST", "/api/tasks", {"title": title}, is_once=True)

    def change(self) -> None:
        """Another title and status for one of the tasks."""
        if task_id := self._pick(in_trash=False):
            value = {"title": self._text(), "status": self.random.choice(STATUSES)}
            self._ask("change", task_id, value, "PUT", f"/api/tasks/{task_id}", value, is_trashed=False)

    def delete(self) -> None:
        """One of the tasks into the trash."""
        if task_id := self._pick(in_trash=False):
            self._ask("delete", task_id, {"trashed": True}, "DELETE", f"/api/tasks/{task_id}", is_trashed=True)

    def restore(self) -> None:
        """One of the tasks out of the trash."""
        if task_id := self._pick(in_trash=True):
            path = f"/api/tasks/{task_id}/restore"
            self._ask("restore", task_id, {"trashed": False}, "POST", path, is_trashed=False)

    def _ask(
        self,
        act: str,
        key: str,
        value: Any,
        method: str,
        path: str,
        body: Any = None,
        *,
        is_once=False,
        is_trashed=None,
    ) -> bool:
        """Carry out one operation; whether it is acknowledged. `is_trashed`: where a task of ours is afterwards."""
        number = self.ledger.begin(act, key, value)
        version, _ = self.tasks.pop(key, (None, None))
        patience = time.monotonic() + MOST_TRIES_SECONDS
        while True:
            outcome, status, current = self._try(method, path, body, version)
            if status == 412 and is_made(current, value, version):
                outcome = OK  # the try before, of which we heard nothing, had gone through
            self.ledger.note(number, outcome, status)
            if outcome == FAILED:
                self.violations.append(f"{act} of {key} at version {version}: {status} {current}")
                return False
            if outcome == OK:
                self.acknowledged += 1
                if version:
                    self.tasks[key] = (version + 1, is_trashed)
                return True
            self.unknown += 1
            if is_once or self.random.random() < CHANCE_TO_GIVE_UP or time.monotonic() > patience:
                return False
            time.sleep(0.02)

    def _try(self, method: str, path: str, body: Any, version: int | None) -> tuple[str, int | None, Any]:
        headers = {"If-Match": f'"v{version}"'} if version else {}
        try:
            reply = self.random.choice(self.visitors).call(method, path, body, headers=headers)
        except requests.RequestException:
            return UNKNOWN, None, None
        if reply.status_code < 300:
            return OK, reply.status_code, None
        if reply.status_code >= 500 or reply.status_code == 429:
            if "Retry-After" not in reply.headers:
                self.violations.append(f"{reply.status_code} without Retry-After: {reply.text[:300]}")
            return UNKNOWN, reply.status_code, None
        return FAILED, reply.status_code, reply.json()

    def _pick(self, *, in_trash: bool) -> str | None:
        found = sorted(task_id for task_id, (_, is_trashed) in self.tasks.items() if is_trashed is in_trash)
        return self.random.choice(found) if found else None

    def _text(self) -> str:
        return f"Title {self.random.getrandbits(64):016x}"


def is_made(found: Any, value: Any, version: int | None) -> bool:
    """Whether the task in a refusal is what a change of `version` to `value` would have made of it."""
    current = found.get("current", {})
    state = current | {"trashed": current.get("deleted_at") is not None}
    return state.get("version") == (version or 0) + 1 and {name: state[name] for name in value} == value
