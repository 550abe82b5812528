"""What is measured: a real `headway serve` on demo data, and people who are signed in there.

The data are loaded once and kept for the next script: 100,000 people and 1,000,000 tasks take 2.5 GB.
"""

import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import psutil
from flask import Flask
from sqlalchemy import select

from headway.accounts import sessions, tokens
from headway.accounts.models import User
from headway.app import create_app
from headway.database import fetch_all, transaction
from headway.embedded import Stack
from headway.starting import prepare
from tests.service.running import Service, free_address, start

HEADWAY = [sys.executable, "-m", "headway.cli"]
ROOT = Path(__file__).resolve().parent.parent
HOMES = Path(os.environ.get("HEADWAY_BENCH_HOMES", f"{tempfile.gettempdir()}/headway-bench-{os.geteuid()}"))
PEOPLE, TASKS = 100_000, 1_000_000
UNREACHABLE = "redis://127.0.0.1:1/0"  # where no Valkey answers


@dataclass(frozen=True)
class SignedIn:
    """A person with a session: what a client sends with each request."""

    cookie: str
    csrf: str

    @property
    def headers(self) -> dict[str, str]:
        """The headers of a request with a body of JSON."""
        return {"Cookie": self.cookie, "X-CSRF-TOKEN": self.csrf, "Content-Type": "application/json"}


@dataclass(frozen=True)
class Stage:
    """A running service, and an app of this process on the same data."""

    service: Service
    app: Flask

    @property
    def url(self) -> str:
        """Where the service answers."""
        return self.service.url

    def people(self, number: int, skip: int = 0) -> list[SignedIn]:
        """People in the order of their numbers (the first has the longest list), signed in for ten minutes."""
        with self.app.app_context():
            found = fetch_all(select(User.id).order_by(User.email_key).offset(skip).limit(number))
            return [_sign_in(self.app, person.id) for person in found]

    def cpu(self) -> dict[str, float]:
        """The processor seconds used so far, by part of the service."""
        return {name: sum(map(cpu_seconds, pids)) for name, pids in self._pids().items()}

    def _pids(self) -> dict[str, list[int]]:
        return {
            "server": tree(self.service.process.pid),
            "postgres": tree(self.service.server_pid("postgres")),
            "valkey": tree(self.service.server_pid("valkey")),
        }


@contextmanager
def stage(people: int = PEOPLE, tasks: int = TASKS, workers: int = 2, **environ: str) -> Iterator[Stage]:
    """A service on so many demo people and tasks, until the block ends."""
    home = loaded(people, tasks)
    url = f"http://{free_address()}"
    process = start(home, url, workers, **environ)
    service = Service(url, home, process)
    try:
        service.wait()
        yield Stage(service, create_app(prepare({"HEADWAY_HOME": str(home), "PUBLIC_URL": url}).config))
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def loaded(people: int, tasks: int) -> Path:
    """A home that holds the demo data, loaded now or by an earlier script."""
    home, done = HOMES / f"{people}-{tasks}", HOMES / f"{people}-{tasks}.loaded"
    if not done.exists():
        HOMES.mkdir(mode=0o711, exist_ok=True)
        print(f"Loading {people:,} people and {tasks:,} tasks …", file=sys.stderr, flush=True)
        command = [*HEADWAY, "demo-data", "--force", "--users", str(people), "--tasks", str(tasks)]
        subprocess.run(command, env=os.environ | {"HEADWAY_HOME": str(home)}, check=True, stdout=subprocess.DEVNULL)
        done.touch()
    return home


def end_servers() -> None:
    """End the database servers of all homes that are kept."""
    for done in HOMES.glob("*.loaded"):
        Stack(done.with_suffix("")).stop()


def tree(pid: int | None) -> list[int]:
    """A process and all that came of it."""
    if pid is None:
        return []
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]


def pss_mb(pids: Iterable[int]) -> float:
    """The memory of processes in MB, what they share counted once (proportional set size)."""
    return sum(psutil.Process(pid).memory_full_info().pss for pid in pids) / 1024**2


def cpu_seconds(pid: int) -> float:
    """The processor time that a process has used so far, of user and system; 0 of one that is gone."""
    try:
        times = psutil.Process(pid).cpu_times()
    except psutil.NoSuchProcess:
        return 0.0
    return float(times.user + times.system)


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _sign_in(app: Flask, person_id: object) -> SignedIn:
    """A session as signing in opens it, without the cost of a password hash."""
    with transaction() as after_commit:
        grant = sessions.open_session(person_id, sessions.Device("bench", "127.0.0.1"), after_commit)
    with app.test_request_context():
        response = app.response_class()
        tokens.set_cookies(response, grant)
    pairs = [header.partition(";")[0] for header in response.headers.getlist("Set-Cookie")]
    csrf = next(pair.partition("=")[2] for pair in pairs if pair.startswith("csrf_access"))
    return SignedIn("; ".join(pairs), csrf)
