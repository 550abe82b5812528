"""A whole installation that can be hurt: embedded servers with all their safeties on, proxies before them, and APIs.

The servers' home is on a disk, never in memory, and they belong to the test, so that an API can be killed whole.
"""

import os
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import redis
from sqlalchemy.engine import make_url

from headway.embedded import Stack
from tests.faults.proxy import Proxy
from tests.service.running import HEADWAY, Service, free_address, start, until

SECRETS = {
    "SECRET_KEY": "signs-what-is-not-a-token-0123456789",
    "JWT_SECRET_KEY": "signs-the-tokens-of-tests-0123456789",
}
SAFETIES = ("fsync", "synchronous_commit", "full_page_writes")


class Server(Service):
    """One API of a cluster, which can be killed and started again at the same address."""

    def __init__(self, cluster: "Cluster", workers: int, environ: dict[str, str]) -> None:
        self._cluster, self._workers, self._environ = cluster, workers, environ
        url = f"http://{free_address()}"
        super().__init__(url, cluster.stack.home, self._start(url))

    @property
    def log(self) -> Path:
        """Where it writes its lines."""
        return self.home.parent / f"{self.url.rpartition('/')[2]}.log"

    def kill(self) -> None:
        """End master and workers without warning, as a supervisor does that ends a service whole."""
        workers = self.workers
        self.process.kill()
        self.process.wait(10)
        for worker in workers:
            kill(worker)
        until(lambda: not any(is_alive(worker) for worker in workers), 20)

    def restart(self) -> None:
        """Start it again where it was."""
        self.process = self._start(self.url)

    def _start(self, url: str) -> subprocess.Popen[bytes]:
        environ = self._cluster.environ | self._environ
        return start(self._cluster.stack.home, url, self._workers, log=url.rpartition("/")[2], **environ)


class Cluster:
    """PostgreSQL, Valkey, a proxy before each, and the APIs that were started."""

    def __init__(self, directory: Path, seed: int) -> None:
        self.directory, self.seed = directory, seed
        self.stack = Stack(directory / "home")
        self.servers: list[Server] = []

    def serve(self, workers: int = 2, **environ: str) -> Server:
        """One more API on the same servers; it is ready when this returns."""
        server = Server(self, workers, environ)
        self.servers.append(server)
        server.wait()
        return server

    @property
    def environ(self) -> dict[str, str]:
        """Where an API finds the servers: behind the proxies."""
        database = f"postgresql://headway@{self.database.host}:{self.database.port}/headway"
        password = redis.connection.parse_url(self.stack.redis_url)["password"]
        return SECRETS | {
            "DATABASE_URL": database,
            "REDIS_URL": f"redis://headway:{password}@{self.valkey.host}:{self.valkey.port}/0",
        }

    @property
    def direct_environ(self) -> dict[str, str]:
        """The same without the proxies."""
        return SECRETS | {"DATABASE_URL": self.stack.database_url, "REDIS_URL": self.stack.redis_url}

    def populate(self, users: int, tasks: int) -> None:
        """Add people of the demo, with tasks and a history."""
        command = [*HEADWAY, "demo-data", "--users", str(users), "--tasks", str(tasks), "--force"]
        subprocess.run(command, env=os.environ | self.direct_environ, check=True, capture_output=True)

    def connect(self, user: str = "headway") -> "psycopg.Connection[tuple[object, ...]]":
        """A connection of the test's own, past the proxy."""
        return psycopg.connect(self.stack.database_url.replace("+psycopg", "", 1), autocommit=True, user=user)

    def admin(self) -> redis.Redis:
        """A client of Valkey that may do everything."""
        return redis.Redis.from_url(self.stack.redis_admin_url, socket_timeout=2)

    def pid_of(self, name: str) -> int:
        """The process id of an embedded server; waits until there is one."""
        until(lambda: self._pid(name), 30)
        return self._pid(name) or 0

    def heal(self) -> None:
        """Let everything through again."""
        self.database.heal()
        self.valkey.heal()

    def _pid(self, name: str) -> int | None:
        seen = self.stack.status().servers.get(name)
        return seen.pid if seen else None

    def _begin(self, ends: ExitStack) -> None:
        place = make_url(self.stack.database_url).query["host"]
        self.database = Proxy(Path(str(place), ".s.PGSQL.5432"), self.seed)
        self.valkey = Proxy(Path(redis.connection.parse_url(self.stack.redis_url)["path"]), self.seed)
        ends.callback(self.database.end)
        ends.callback(self.valkey.end)
        self._refuse_unsafe()

    def _refuse_unsafe(self) -> None:
        """What is proved below is proved of a database that keeps its promises."""
        with self.connect() as connection:
            for name in SAFETIES:
                assert connection.execute(f"SHOW {name}").fetchone() == ("on",)


@contextmanager
def cluster_running(seed: int, parent: Path | None = None) -> Iterator[Cluster]:
    """A cluster in a new directory on the disk (below `parent`), without an API yet, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="headway-faults-", dir=parent, ignore_cleanup_errors=True) as name:
        os.chmod(name, 0o711)  # noqa: S103 (the servers' account must pass through)
        cluster = Cluster(Path(name), seed)
        with ExitStack() as ends, cluster.stack.acquire():
            ends.callback(cluster.stack.stop)
            cluster._begin(ends)
            try:
                yield cluster
            finally:
                cluster.heal()
                for server in cluster.servers:
                    server.kill()
                show_faults(cluster)


def show_faults(cluster: Cluster) -> None:
    """Print what everybody complained about last: pytest shows it when a test fails."""
    for log in sorted([*cluster.directory.glob("*.log"), *cluster.stack.home.glob("*.log")]):
        lines = [line for line in log.read_text().splitlines() if '"info"' not in line and '"warning"' not in line]
        print(f"{log.name}:", *lines[-30:], sep="\n")


def is_alive(pid: int) -> bool:
    """Whether the process is there, and no mere entry of one that has ended."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def kill(pid: int, number: int = signal.SIGKILL) -> None:
    """Send a signal to a process of ours, which may have ended meanwhile."""
    try:
        os.kill(pid, number)
    except ProcessLookupError:
        return
