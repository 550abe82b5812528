"""PostgreSQL servers of a test's own, with the settings of `deploy/postgres`: a primary, and a replica that follows."""

import os
import shutil
import signal
import subprocess
from dataclasses import dataclass, field
from pathlib import Path

import psycopg

from headway.embedded.account import servers_account
from headway.embedded.binaries import ENVIRONMENT, runnable_postgres
from headway.embedded.postgres_settings import INITDB
from tests.service.running import free_address, until

FILES = Path(__file__).parents[2] / "deploy" / "postgres"
SMALL = {"shared_buffers": "64MB", "max_connections": "60"}
REPLICATION = """
CREATE ROLE headway_replicator REPLICATION LOGIN;
SELECT pg_create_physical_replication_slot('replica');
"""


@dataclass
class Server:
    """One PostgreSQL, below a directory that its account may write."""

    place: Path
    address: str = field(default_factory=free_address)
    process: "subprocess.Popen[bytes] | None" = field(default=None, repr=False)

    def __post_init__(self) -> None:
        self.account = servers_account(os.environ)
        self.tools = runnable_postgres(os.environ, self.account, self.place.parent / "bin")
        self.host, self.port = self.address.split(":")
        self.place.mkdir()
        shutil.copy(FILES / "postgresql.conf", self.place)
        os.chown(self.place, self.account.uid, self.account.gid)

    @property
    def data(self) -> Path:
        """The data directory."""
        return self.place / "data"

    def initialise(self) -> None:
        """An empty primary; on a loopback address of its own everybody is believed."""
        self._run("initdb", "--pgdata", self.data, *INITDB, "--auth=trust")
        with open(self.data / "pg_hba.conf", "a") as rules:
            rules.write("host all all 127.0.0.0/8 trust\nhost replication headway_replicator 127.0.0.0/8 trust\n")

    def prepare(self) -> None:
        """The database, its roles and the right to follow, as `primary.sh` makes them."""
        with self.connect("postgres") as connection:
            connection.execute("CREATE DATABASE headway")
        self.make_roles()
        with self.connect() as connection:
            connection.execute(REPLICATION)

    def make_roles(self) -> None:
        """Run roles.sql."""
        place = ["--host", self.host, "--port", self.port, "--username=postgres", "--dbname=headway"]
        self._run("psql", "--no-psqlrc", "--quiet", *place, f"--file={FILES / 'roles.sql'}")

    def follow(self, primary: "Server") -> None:
        """A copy of the primary that will follow it, as `replica.sh` makes it."""
        place = ["--host", primary.host, "--port", primary.port, "--username=headway_replicator"]
        how = ["--wal-method=stream", "--checkpoint=fast", "--slot=replica", "--write-recovery-conf", "--no-password"]
        self._run("pg_basebackup", *place, *how, "--pgdata", self.data)

    def start(self) -> None:
        """Start it, and wait until it answers."""
        own = {"config_file": str(self.place / "postgresql.conf"), "listen_addresses": self.host, "port": self.port}
        own |= {"unix_socket_directories": ""} | SMALL
        options = [f"--{name}={value}" for name, value in own.items()]
        log = open(self.place / "log", "ab")  # noqa: SIM115 (the server's, as long as it lives)
        with log:
            self.process = subprocess.Popen(
                [str(self.tools / "postgres"), "-D", str(self.data), *options],
                env=ENVIRONMENT,
                cwd="/",
                stdout=log,
                stderr=log,
                **self.account.popen,
            )
        until(self.answers, 30, alive=lambda: self.process.poll() is None)

    def answers(self) -> bool:
        """Whether it lets somebody in."""
        try:
            self.connect("postgres").close()
        except psycopg.OperationalError:
            return False
        return True

    def connect(self, database: str = "headway") -> psycopg.Connection:
        """A connection of the superuser's."""
        return psycopg.connect(host=self.host, port=self.port, user="postgres", dbname=database, autocommit=True)

    def end(self, how: int = signal.SIGINT) -> None:
        """End it, by default in good order."""
        if self.process and self.process.poll() is None:
            self.process.send_signal(how)
            self.process.wait(30)

    def _run(self, program: str, *options: object) -> None:
        command = [self.tools / program, *options]
        done = subprocess.run(command, env=ENVIRONMENT, cwd="/", capture_output=True, text=True, **self.account.popen)
        assert done.returncode == 0, done.stderr


def url_of(role: str, *servers: Server) -> str:
    """The address of a database that is on any of these servers, as compose.yaml gives it."""
    hosts, ports = ",".join(server.host for server in servers), ",".join(server.port for server in servers)
    writable = "&target_session_attrs=read-write" if len(servers) > 1 else ""
    return f"postgresql://{role}@/headway?host={hosts}&port={ports}{writable}"
