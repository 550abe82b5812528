"""The servers of one home, for the process that needs them."""

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

from . import keeper
from .account import servers_account
from .errors import EmbeddedError
from .home import Home
from .locks import EXCLUSIVE, SHARED, Deadline, Lease, open_private, try_lock, wait_lock
from .postgres import Postgres
from .secrets import Secrets
from .valkey import Valkey

SERVICES = frozenset({"postgres", "valkey"})
START_SECONDS = 60
KEEPERS_PER_START = 3
FAILURES_PER_START = 5
LOG_LINES = 15

Server = Postgres | Valkey


@dataclass(frozen=True)
class ServerStatus:
    """How one server is doing: its process, whether it answers, and how often it died in a row."""

    pid: int | None
    answers: bool
    failures: int


@dataclass(frozen=True)
class Status:
    """What runs in a home; `keeper_pid` is None and `servers` empty when nothing does."""

    home: Path
    keeper_pid: int | None
    servers: dict[str, ServerStatus]


class Stack:
    """PostgreSQL and Valkey in one home, shared by all processes that acquire them.

    With `test` they trade every safety for speed, and the home is removed with its last user.
    """

    def __init__(
        self,
        home: Path | str,
        *,
        test: bool = False,
        services: Iterable[str] = SERVICES,
        environ: Mapping[str, str] = os.environ,
    ) -> None:
        """`environ` may hold HEADWAY_OS_USER, PG_BIN and VALKEY_BIN. Nothing is made or started yet."""
        self._home = Home(Path(home).expanduser().absolute(), servers_account(environ))
        self._test = test
        self._postgres = Postgres(self._home, environ, test=test)
        self._valkey = Valkey(self._home, environ, test=test)
        self._all: tuple[Server, ...] = (self._postgres, self._valkey)
        self._wanted = [server for server in self._all if server.name in services]

    @property
    def home(self) -> Path:
        """The directory of everything."""
        return self._home.path

    @property
    def database_url(self) -> str:
        """SQLAlchemy's address of the application's database, through the Unix socket."""
        return self._postgres.url

    @property
    def redis_url(self) -> str:
        """redis-py's address of the application's user, through the Unix socket; keys and channels are `headway:*`."""
        return self._valkey.url

    @property
    def redis_admin_url(self) -> str:
        """The same for the user who may do everything: for tests and maintenance."""
        return self._valkey.admin_url

    @property
    def secrets(self) -> Secrets:
        """The keys of this home, made at the first call."""
        return self._home.read_secrets()

    def acquire(self, timeout: float = START_SECONDS) -> Lease:
        """Have the servers running for as long as the lease is held; raises `EmbeddedError`, which says why not."""
        deadline = Deadline(timeout, self._late(timeout))
        lease = Lease(self._join(deadline))
        try:
            with wait_lock(self._home.start_lock, EXCLUSIVE, deadline):
                self._start(deadline)
        except BaseException:
            lease.release()
            raise
        return lease

    def status(self) -> Status:
        """What runs, without starting or making anything."""
        if not self._is_kept():
            return Status(self.home, None, {})
        state = self._read(self._home.state)
        servers = {
            server.name: ServerStatus(seen["pid"], server.answers(), seen["failures"])
            for server in self._all
            if (seen := state.get("servers", {}).get(server.name))
        }
        return Status(self.home, state.get("pid"), servers)

    def stop(self, timeout: float = START_SECONDS) -> bool:
        """End the servers, whoever still uses them; False when none ran. Raises `EmbeddedError` at the timeout."""
        deadline = Deadline(timeout, f"The servers of {self.home} did not end within {timeout:.0f} seconds: try again.")
        was_kept = self._is_kept()
        while self._is_kept():
            if pid := self._read(self._home.state).get("pid"):
                os.kill(pid, signal.SIGTERM)
            deadline.pause()
        return was_kept

    def _join(self, deadline: Deadline) -> IO[str]:
        while True:
            self._home.make()
            try:
                return wait_lock(self._home.users_lock, SHARED, deadline)
            except FileNotFoundError:
                deadline.pause()  # a home for tests, removed at this moment by the keeper of those before us

    def _start(self, deadline: Deadline) -> None:
        for _ in range(KEEPERS_PER_START):
            self._have_kept(deadline)
            if self._become_ready(deadline):
                return
        raise EmbeddedError(self._with_log(f"The keeper of {self.home} keeps dying: its log says why", self._keeper_log))

    def _have_kept(self, deadline: Deadline) -> None:
        """Have a keeper that has orders for all servers wanted."""
        with_lock = try_lock(self._home.keeper_lock, EXCLUSIVE)
        orders = {} if with_lock else self._read(self._home.plan)
        missing = [server for server in self._wanted if server.name not in orders]
        if missing:
            self._home.lay_out(test=self._test)
            orders |= {server.name: server.prepare(deadline) for server in missing}
            self._write_plan(orders)
        if with_lock:
            with with_lock:
                self._launch(with_lock)

    def _launch(self, lock: IO[str]) -> None:
        self._home.state.unlink(missing_ok=True)
        with open_private(self._keeper_log) as log:
            subprocess.run(
                [sys.executable, "-I", "-S", keeper.__file__, str(self.home), str(lock.fileno())],
                check=True,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[lock.fileno()],
            )

    def _become_ready(self, deadline: Deadline) -> bool:
        """Wait until all servers wanted answer; False when their keeper dies meanwhile."""
        before = {server.name: self._failures(server) for server in self._wanted}
        while waiting := [server for server in self._wanted if not server.is_ready()]:
            if not self._is_kept():
                return False
            for server in waiting:
                failures = self._failures(server)
                if failures >= FAILURES_PER_START and failures > before[server.name]:
                    raise EmbeddedError(self._with_log(f"{server.title} stops again and again: its log says why", *server.logs))
            deadline.pause()
        return True

    def _is_kept(self) -> bool:
        if not self._home.keeper_lock.exists():
            return False
        lock = try_lock(self._home.keeper_lock, SHARED)
        if lock:
            lock.close()
        return lock is None

    def _failures(self, server: Server) -> int:
        return self._read(self._home.state).get("servers", {}).get(server.name, {}).get("failures", 0)

    def _read(self, path: Path) -> dict[str, Any]:
        try:
            return json.loads(path.read_text())
        except FileNotFoundError:
            return {}

    def _write_plan(self, orders: dict[str, Any]) -> None:
        unfinished = self._home.plan.with_suffix(".tmp")
        with open_private(unfinished, "w") as file:
            json.dump(orders, file)
        unfinished.rename(self._home.plan)

    @property
    def _keeper_log(self) -> Path:
        return self.home / "keeper.log"

    def _late(self, timeout: float) -> str:
        return f"The servers of {self.home} did not answer within {timeout:.0f} seconds: see its logs, then try again."

    def _with_log(self, sentence: str, *logs: Path) -> str:
        lines = [line for log in logs for line in log.read_text(errors="replace").splitlines()[-LOG_LINES:]]
        return f"{sentence} ({', '.join(map(str, logs))}):\n" + "\n".join(lines[-LOG_LINES:])
