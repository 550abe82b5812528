"""A deployment in processes: one PostgreSQL, one Valkey, three servers with the least of rights, nginx in front."""

import os
import secrets
import signal
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import requests
from sqlalchemy.engine import make_url

from headway.embedded import Stack, postgres_tools, scratch_home
from tests.deploy.proxy import Proxy
from tests.service.running import HEADWAY, free_address, until

ROOT = Path(__file__).parents[2]
ROLES = ROOT / "deploy" / "postgres" / "roles.sql"
SERVERS = 3
START_SECONDS = 60
EXIT_SECONDS = 30
ROUTINE = ('"info"', '"warning"', "Connection refused", "serving as root", "is ready")
TOKEN = "reads-the-numbers-of-each-server"


@dataclass
class Server:
    """One server, at an address of its own, as often as it is started."""

    address: str
    environ: dict[str, str]
    log: Path
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    @property
    def url(self) -> str:
        """Where it listens, without the proxy."""
        return f"http://{self.address}"

    def start(self) -> None:
        """Start it, without waiting."""
        host, port = self.address.split(":")
        with open(self.log, "ab") as log:
            self.process = subprocess.Popen(
                [*HEADWAY, "serve", "--host", host, "--port", port, "--workers", "1"],
                env=self.environ,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def wait(self) -> None:
        """Return once it can serve."""
        until(self.is_ready, START_SECONDS, alive=lambda: self.process.poll() is None)

    def is_ready(self) -> bool:
        """Whether it says that it can serve."""
        try:
            return requests.get(f"{self.url}/readyz", timeout=5).status_code == 200
        except requests.RequestException:
            return False

    def leave(self) -> None:
        """Ask it to end, and wait until it has."""
        self.process.send_signal(signal.SIGTERM)
        self.process.wait(EXIT_SECONDS)

    def kill(self) -> None:
        """End it without warning, workers included."""
        os.killpg(self.process.pid, signal.SIGKILL)
        self.process.wait(10)


@dataclass
class Topology:
    """What runs."""

    stack: Stack
    servers: list[Server]
    proxy: Proxy

    def url_as(self, role: str) -> str:
        """The address of the database for one of its roles."""
        return as_role(self.stack, role)


@contextmanager
def deployed() -> Iterator[Topology]:
    """Everything, until the block ends."""
    with tempfile.TemporaryDirectory(prefix="headway-", dir=scratch_home("any").parent) as directory:
        os.chmod(directory, 0o711)  # noqa: S103 (the servers' account must pass through)
        stack = Stack(Path(directory, "home"))
        with stack.acquire():
            address = free_address()
            host, port = address.split(":")
            environ = environment(stack, f"https://{address}")
            servers = [Server(free_address(), environ, Path(directory, f"{number}.log")) for number in range(SERVERS)]
            http_port = int(free_address().split(":")[1])
            prepare_database(stack, environ)
            proxy = Proxy(Path(directory, "nginx"), host, int(port), http_port, [server.address for server in servers])
            try:
                for server in servers:
                    server.start()
                for server in servers:
                    server.wait()
                yield Topology(stack, servers, proxy)
            finally:
                end(servers)
                proxy.end()
                show_faults(directory)
        stack.stop()


def environment(stack: Stack, public_url: str) -> dict[str, str]:
    """The settings of a server, as compose.yaml gives them."""
    return os.environ | {
        "DATABASE_URL": as_role(stack, "headway_app"),
        "REDIS_URL": stack.redis_url,
        "SECRET_KEY": secrets.token_urlsafe(32),
        "JWT_SECRET_KEY": secrets.token_urlsafe(32),
        "PUBLIC_URL": public_url,
        "TRUSTED_PROXIES": "1",
        "METRICS_TOKEN": TOKEN,
    }


def prepare_database(stack: Stack, environ: dict[str, str]) -> None:
    """Roles, then tables, then the roles once more: as deploy/README.md says."""
    for act in (make_roles, lambda stack: migrate(stack, environ), make_roles):
        act(stack)


def make_roles(stack: Stack) -> None:
    """Run deploy/postgres/roles.sql as the superuser."""
    url = make_url(stack.database_url)
    place = {"PGHOST": url.query["host"], "PGPORT": url.query["port"], "PGUSER": "postgres", "PGDATABASE": url.database}
    psql = [postgres_tools(os.environ) / "psql", "--no-psqlrc", "--quiet", f"--file={ROLES}"]
    subprocess.run(psql, env=os.environ | place, check=True, capture_output=True)


def migrate(stack: Stack, environ: dict[str, str]) -> None:
    """Make the tables, as their owner."""
    command = [*HEADWAY, "db", "upgrade"]
    done = subprocess.run(
        command,
        env=environ | {"DATABASE_URL": as_role(stack, "headway_owner")},
        cwd=ROOT,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr


def as_role(stack: Stack, role: str) -> str:
    """The address of the database for a role."""
    url = make_url(stack.database_url).set(username=role, drivername="postgresql")
    return url.render_as_string(hide_password=False)


def end(servers: list[Server]) -> None:
    """End what is left of the servers."""
    for server in servers:
        if server.process and server.process.poll() is None:
            server.kill()


def show_faults(directory: str) -> None:
    """Print what the servers and nginx complained about: pytest shows it when the test fails."""
    for log in sorted([*Path(directory).glob("*.log"), *Path(directory, "nginx").glob("error.log")]):
        faults = [line for line in log.read_text().splitlines() if not any(word in line for word in ROUTINE)]
        print(f"{log.name}:", *faults[-40:], sep="\n")
