"""The servers of one home, for the process that needs them."""

import os
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from .account import servers_account
from .errors import EmbeddedError
from .home import Home
from .keeper_client import KeeperClient
from .locks import EXCLUSIVE, SHARED, Deadline, Lease, wait_lock
from .logs import last_lines
from .postgres import Postgres
from .secrets import Secrets
from .valkey import Valkey

SERVICES = frozenset({"postgres", "valkey"})
TIMEOUT_SECONDS = 60
KEEPERS_PER_START = 3
FAILURES_PER_START = 5


@dataclass(frozen=True)
class ServerStatus:
    """How one server is doing: its process, whether it answers, and how often it ended in a row."""

    pid: int | None
    answers: bool
    failures: int


@dataclass(frozen=True)
class Status:
    """What runs in a home."""

    home: Path
    is_running: bool
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
        self._servers = {server.name: server for server in (self._postgres, self._valkey)}
        self._wanted = [self._servers[name] for name in sorted(services)]
        self._keeper = KeeperClient(self._home)

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

    def acquire(self, timeout: float = TIMEOUT_SECONDS) -> Lease:
        """Have the servers running for as long as the lease is held; raises `EmbeddedError`, which says why not."""
        deadline = Deadline(
            timeout, f"The servers did not answer within {timeout:.0f} s: read the logs in {self.home}."
        )
        try:
            lease = Lease(self._join(deadline))
            try:
                self._start(deadline)
            except BaseException:
                lease.release()
                raise
        except OSError as error:
            raise EmbeddedError(f"The servers of {self.home} cannot be started: {error}.") from error
        return lease

    def status(self) -> Status:
        """What runs, without starting or making anything."""
        self._home.check()
        if not self._keeper.is_alive():
            return Status(self.home, is_running=False, keeper_pid=None, servers={})
        seen = self._keeper.servers()  # one that answers already may not have been written down yet
        servers = {
            name: ServerStatus(
                seen.get(name, {}).get("pid"), self._servers[name].answers(), self._keeper.failures(name)
            )
            for name in self._keeper.orders()
        }
        return Status(self.home, is_running=True, keeper_pid=self._keeper.pid(), servers=servers)

    def stop(self, timeout: float = TIMEOUT_SECONDS) -> bool:
        """End the servers, whoever still uses them; False when none ran. Raises `EmbeddedError` at the timeout."""
        self._home.check()
        if not self._keeper.is_alive():
            return False
        deadline = Deadline(timeout, f"The servers did not end within {timeout:.0f} s: read the logs in {self.home}.")
        try:
            with wait_lock(self._home.start_lock, EXCLUSIVE, deadline):
                while self._keeper.is_alive():
                    self._keeper.ask_to_end()
                    deadline.pause()
        except FileNotFoundError:
            return True  # a home for tests: it went with its servers
        return True

    def _join(self, deadline: Deadline) -> IO[str]:
        while True:
            self._home.make()
            try:
                return wait_lock(self._home.users_lock, SHARED, deadline)
            except FileNotFoundError:
                deadline.pause()  # a home for tests, removed at this moment by the keeper of those before us

    def _start(self, deadline: Deadline) -> None:
        with wait_lock(self._home.start_lock, EXCLUSIVE, deadline):
            self._home.claim(test=self._test)
            for _ in range(KEEPERS_PER_START):
                self._have_kept(deadline)
                if self._become_ready(deadline):
                    return
        raise EmbeddedError(f"The keeper of {self.home} ends again and again:\n{last_lines([self._keeper.log])}")

    def _have_kept(self, deadline: Deadline) -> None:
        """Have a keeper with orders for all servers wanted."""
        place = self._keeper.take_place()
        if place is None:
            self._order_missing(self._keeper.orders(), deadline)
            return
        with place:
            self._order_missing({}, deadline)
            self._keeper.launch(place)

    def _order_missing(self, orders: dict[str, object], deadline: Deadline) -> None:
        missing = [server for server in self._wanted if server.name not in orders]
        if missing:
            self._home.lay_out()
            self._keeper.give(orders | {server.name: server.prepare(deadline) for server in missing})

    def _become_ready(self, deadline: Deadline) -> bool:
        """Wait until all servers wanted are ready; False when their keeper dies meanwhile."""
        before = {server.name: self._keeper.failures(server.name) for server in self._wanted}
        while waiting := [server for server in self._wanted if not server.is_ready()]:
            if not self._keeper.is_alive():
                return False
            for server in waiting:
                self._refuse_hopeless(server, before[server.name])
            deadline.pause()
        return self._keeper.is_alive()  # else what answered were the orphans of one that has just been killed

    def _refuse_hopeless(self, server: Postgres | Valkey, failures_before: int) -> None:
        # A keeper that has been failing for long may still succeed: what counts is that it failed in front of us.
        failures = self._keeper.failures(server.name)
        if failures >= FAILURES_PER_START and failures > failures_before:
            logs = server.logs()
            raise EmbeddedError(
                f"{server.title} ends again and again; put right what its log says and start again "
                f"({', '.join(map(str, logs))}):\n{last_lines(logs)}"
            )
