"""A real service for tests: `headway serve` in a process of its own, on an address and in a home of its own."""

import math
import os
import random
import re
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import requests

from headway.embedded import Stack, scratch_home

START_SECONDS = 60
PASSWORD = "seven quiet herons wade"
FRESH_SECONDS = 480  # an access token is good for 600
SIGN_IN_SECONDS = 120  # a trial may have taken the database away, or just have killed the server
HEADWAY = [sys.executable, "-m", "headway.cli"]


@dataclass
class Service:
    """A running service: where it is, and the processes it consists of."""

    url: str
    home: Path
    process: subprocess.Popen[bytes]

    @property
    def workers(self) -> list[int]:
        """The process ids of the server's workers."""
        return children(self.process.pid)

    def server_pid(self, name: str) -> int | None:
        """The process id of the embedded server `name`, while it lives."""
        seen = Stack(self.home).status().servers.get(name)
        return seen.pid if seen else None

    def is_ready(self) -> bool:
        """Whether it can serve."""
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def wait(self, seconds: float = START_SECONDS) -> None:
        """Return once it can serve; fails when that takes longer than `seconds`, or when it ended."""
        until(self.is_ready, seconds, alive=lambda: self.process.poll() is None)


class Visitor:
    """A client of the API: cookies, CSRF header, JSON."""

    def __init__(self, url: str, seconds: float = 10) -> None:
        """`seconds` is how long it waits for an answer."""
        self.url, self.seconds = url, seconds
        self.session = requests.Session()
        self._address, self._fresh_until = "", math.inf

    def register(self, name: str = "Alice") -> dict[str, object]:
        """Open an account; gives the user."""
        self._address = f"{name.lower()}.{os.urandom(6).hex()}@example.test"
        body = {"name": name, "email": self._address, "password": PASSWORD}
        reply = self.call("POST", "/api/users/register", body)
        reply.raise_for_status()
        self._fresh_until = time.monotonic() + FRESH_SECONDS
        user: dict[str, object] = reply.json()["user"]
        return user

    def twin(self, url: str | None = None) -> "Visitor":
        """Another client with the same session, for another thread or another server."""
        twin = Visitor(url or self.url, self.seconds)
        twin.session.cookies.update(self.session.cookies.get_dict())
        twin._address = self._address
        twin._fresh_until = self._fresh_until - FRESH_SECONDS * random.uniform(0, 0.4)
        return twin

    def stay(self) -> None:
        """Sign in anew before the token is too old, in a session of its own; returns once that has gone through."""
        if time.monotonic() < self._fresh_until:
            return
        self.session.close()
        self.session = requests.Session()
        until(self._signs_in, SIGN_IN_SECONDS)
        self._fresh_until = time.monotonic() + FRESH_SECONDS * random.uniform(0.6, 1)  # not everybody at once

    def _signs_in(self) -> bool:
        body = {"email": self._address, "password": PASSWORD}
        try:
            return self.session.post(f"{self.url}/api/users/login", json=body, timeout=self.seconds).ok
        except requests.RequestException:
            return False

    def call(
        self, method: str, path: str, body: object = None, headers: dict[str, str] | None = None, **options: object
    ) -> requests.Response:
        """One request, as the page would send it."""
        self.stay()
        sent = {"X-CSRF-TOKEN": self.session.cookies.get("csrf_access_token", "")} | (headers or {})
        return self.session.request(method, self.url + path, json=body, headers=sent, timeout=self.seconds, **options)


@contextmanager
def running(*, workers: int = 2, **environ: str) -> Iterator[Service]:
    """A service with embedded servers, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="headway-", dir=scratch_home("any").parent) as directory:
        os.chmod(directory, 0o711)  # noqa: S103 (the servers' account must pass through)
        home = Path(directory, "home")
        url = f"http://{free_address()}"
        process = start(home, url, workers, **environ)
        service = Service(url, home, process)
        try:
            service.wait()
            yield service
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(40)
            Stack(home).stop()
            faults = [
                line
                for line in Path(directory, "serve.log").read_text().splitlines()
                if '"info"' not in line and '"warning"' not in line
            ]
            print("\n".join(faults[-60:]))  # shown by pytest when the test fails


def start(home: Path, url: str, workers: int = 2, log: str = "serve", **environ: str) -> subprocess.Popen[bytes]:
    """`headway serve`, without waiting for it; its output goes to `<log>.log` beside the home."""
    host, port = urlsplit(url).hostname, urlsplit(url).port
    clean = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    with open(home.parent / f"{log}.log", "ab") as output:
        return subprocess.Popen(
            [*HEADWAY, "serve", "--host", str(host), "--port", str(port), "--workers", str(workers)],
            env=clean | {"HEADWAY_HOME": str(home)} | environ,
            stdout=output,
            stderr=output,
        )


def free_address() -> str:
    """A loopback address of its own, so that cookies of two services never meet, and a free port there."""
    host = f"127.0.{os.getpid() % 250 + 1}.{os.urandom(1)[0] % 250 + 2}"
    with socket.socket() as probe:
        probe.bind((host, 0))
        return f"{host}:{probe.getsockname()[1]}"


def children(pid: int) -> list[int]:
    """The child processes of `pid`."""
    found = []
    for stat in Path("/proc").glob("[0-9]*/stat"):
        try:
            text = stat.read_text()
        except OSError:
            continue  # it ended while we looked
        match = re.match(r"(\d+) \(.*\) \S (\d+)", text, re.DOTALL)
        if match and int(match[2]) == pid:
            found.append(int(match[1]))
    return found


def until(holds, seconds: float, alive=lambda: True) -> None:
    """Return as soon as `holds()`; fails after `seconds`, or when what is waited for is no longer `alive()`."""
    deadline = time.monotonic() + seconds
    while not holds():
        assert alive(), "it ended"
        assert time.monotonic() < deadline, f"not within {seconds} s"
        time.sleep(0.02)
