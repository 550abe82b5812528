"""Who does harm: faults with weights, drawn with a seed, on processes and proxies of one cluster and no others."""

import random
import signal
import threading
import time
from collections import Counter
from collections.abc import Callable

import psycopg
import requests

from tests.faults.cluster import Cluster, Server, is_alive, kill
from tests.service.running import until

# Tells slow from never: what it took is in the figures. An API that starts anew beside people who do not wait, on a
# machine whose two cores had twenty other processes to run, took up to a minute.
RECOVERY_SECONDS = 120
PAUSED_SECONDS = (0.3, 1.5)


class Nemesis:
    """Strikes again and again, and measures after each blow how long it takes until a write goes through again."""

    def __init__(self, cluster: Cluster, seed: int) -> None:
        self.cluster = cluster
        self.random = random.Random(seed)
        self.struck: Counter[str] = Counter()
        self.recoveries: dict[str, list[float]] = {}
        self.kills: dict[str, Callable[[], None]] = {
            "worker": self.kill_worker,
            "API master": self.kill_master,
            "PostgreSQL backend": self.kill_backend,
            "postmaster": self.kill_postmaster,
            "Valkey": self.kill_valkey,
            "all at once": self.kill_all,
        }
        self.others: dict[str, Callable[[], None]] = {
            "worker paused": self.pause_worker,
            "PostgreSQL paused": self.pause_postgres,
            "Valkey paused": self.pause_valkey,
            "Valkey emptied": self.empty_valkey,
            "backend terminated": self.terminate_backend,
            "database link reset": lambda: self.cluster.database.reset(),
            "database link slow": lambda: self.slow(self.cluster.database),
            "database link silent": lambda: self.silence(self.cluster.database),
            "database refused": self.refuse,
            "Valkey link silent": lambda: self.silence(self.cluster.valkey),
        }

    def strike(self, name: str) -> None:
        """One blow, and the way back."""
        (self.kills | self.others)[name]()
        self.struck[name] += 1
        began = time.monotonic()
        while waits := {server.url: said for server in self.cluster.servers if (said := complaint(server))}:
            self._supervise()
            assert time.monotonic() < began + RECOVERY_SECONDS, f"not back after {name}: {waits}"
            time.sleep(0.02)
        self.recoveries.setdefault(name, []).append(time.monotonic() - began)
        print(f"{name}: back after {self.recoveries[name][-1]:.2f} s")

    def _supervise(self) -> None:
        """Start again what ended because PostgreSQL was not there yet, as a supervisor does."""
        for server in self.cluster.servers:
            if server.process.poll() is not None:
                server.restart()

    def plan(self, kills_each: int, others_each: int) -> list[str]:
        """So many of each, in an order by chance."""
        planned = [*self.kills] * kills_each + [*self.others] * others_each
        self.random.shuffle(planned)
        return planned

    def kill_worker(self) -> None:
        """SIGKILL one worker."""
        self._signal_worker(signal.SIGKILL)

    def kill_master(self) -> None:
        """SIGKILL gunicorn's master, and start the API again as a supervisor would."""
        server = self._server()
        server.kill()
        server.restart()

    def kill_backend(self) -> None:
        """SIGKILL a process of PostgreSQL that serves the API: all others restart with it."""
        if pid := self._backend():
            kill(pid)
            until(lambda: not is_alive(pid), 10)

    def kill_postmaster(self) -> None:
        """SIGKILL PostgreSQL's first process."""
        kill(self.cluster.pid_of("postgres"))

    def kill_valkey(self) -> None:
        """SIGKILL Valkey."""
        kill(self.cluster.pid_of("valkey"))

    def kill_all(self) -> None:
        """Everything at the same moment."""
        server = self._server()
        kill(self.cluster.pid_of("postgres"))
        kill(self.cluster.pid_of("valkey"))
        server.kill()
        server.restart()

    def pause_worker(self) -> None:
        """A worker that stands still for a while, with requests in its hands."""
        self._pause(self._signal_worker(signal.SIGSTOP))

    def pause_postgres(self) -> None:
        """A database that stands still: one process of it, with what it had begun."""
        if pid := self._backend():
            kill(pid, signal.SIGSTOP)
            self._pause(pid)

    def pause_valkey(self) -> None:
        """A Valkey that stands still: worse than one that is gone."""
        pid = self.cluster.pid_of("valkey")
        kill(pid, signal.SIGSTOP)
        self._pause(pid)

    def empty_valkey(self) -> None:
        """All that Valkey holds is gone."""
        self.cluster.pid_of("valkey")
        until(self._is_emptied, 10)

    def terminate_backend(self) -> None:
        """What an administrator does to a connection."""
        if pid := self._backend():
            with self.cluster.connect("postgres") as connection:
                connection.execute("SELECT pg_terminate_backend(%s)", [pid])

    def slow(self, proxy) -> None:
        """A network that takes its time."""
        with proxy.hurt(latency=0.05):
            self._wait()

    def silence(self, proxy) -> None:
        """A network that loses everything, and finds it again."""
        with proxy.hurt(is_silent=True):
            self._wait()

    def refuse(self) -> None:
        """A database that cannot be reached."""
        with self.cluster.database.hurt(is_closed=True):
            self._wait()

    def _server(self) -> Server:
        return self.random.choice(self.cluster.servers)

    def _signal_worker(self, number: int) -> int:
        server = self._server()
        until(lambda: server.workers, 10)
        pid = self.random.choice(server.workers)
        kill(pid, number)
        return pid

    def _backend(self) -> int | None:
        """A process that serves the API, by chance; None while there is none."""
        try:
            with self.cluster.connect() as connection:
                query = (
                    "SELECT pid FROM pg_stat_activity WHERE usename = 'headway' AND pid <> pg_backend_pid() ORDER BY 1"
                )
                found = [pid for [pid] in connection.execute(query)]
        except psycopg.OperationalError:
            return None  # it is just recovering
        return self.random.choice(found) if found else None

    def _pause(self, pid: int) -> None:
        try:
            self._wait()
        finally:
            kill(pid, signal.SIGCONT)

    def _wait(self) -> None:
        threading.Event().wait(self.random.uniform(*PAUSED_SECONDS))

    def _is_emptied(self) -> bool:
        try:
            return bool(self.cluster.admin().flushall())
        except OSError:
            return False


def complaint(server: Server) -> str:
    """Why the API cannot serve, in its own words; nothing when it can."""
    try:
        reply = requests.get(f"{server.url}/readyz", timeout=1)
    except requests.RequestException as error:
        return str(error)
    return "" if reply.status_code == 200 else reply.text
