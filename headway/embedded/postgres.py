"""Embedded PostgreSQL: its data directory, its settings, and how one asks whether it answers."""

import json
import shutil
import signal
import subprocess
from collections.abc import Mapping
from pathlib import Path
from typing import Any
from urllib.parse import quote

import psycopg
from psycopg import sql

from . import binaries
from .errors import EmbeddedError
from .home import Home
from .locks import EXCLUSIVE, Deadline, open_private, try_lock

NAME = "headway"  # of the role and of the database
PORT = 5432
CONNECT_SECONDS = 5
INITDB = [
    "--username=postgres",
    "--auth=peer",
    "--data-checksums",
    # Without ICU and without the C library's locales: the same order and the same case rules on every system.
    "--encoding=UTF8",
    "--locale=C",
    "--locale-provider=builtin",
    "--builtin-locale=C.UTF-8",
]
SAFE = {"fsync": "on", "synchronous_commit": "on", "full_page_writes": "on", "max_connections": "60"}
FAST = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off", "max_connections": "100"}
SETTINGS = {
    "listen_addresses": "",
    "port": str(PORT),
    "unix_socket_permissions": "0700",
    "password_encryption": "scram-sha-256",
    "data_sync_retry": "off",
    "restart_after_crash": "on",
    "shared_buffers": "64MB",
    "io_method": "sync",  # no workers for reads: 64 MB of buffers on a local disk do not repay three more processes
    "jit": "off",
    "timezone": "UTC",
    "log_timezone": "UTC",
    # One file a weekday, overwritten a week later.
    "logging_collector": "on",
    "log_filename": "postgres-%a.log",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_truncate_on_rotation": "on",
    "log_line_prefix": "%m [%p] %q%u ",
    "log_min_duration_statement": "500ms",
    # Neither values of statements nor the rows that violate a constraint: what people write stays out of the logs.
    "log_parameter_max_length": "0",
    "log_error_verbosity": "terse",
}
END = [[signal.SIGINT, 30], [signal.SIGQUIT, 10], [signal.SIGKILL, 5]]  # fast, immediate, never needed so far


class Postgres:
    """The PostgreSQL server of a home, reached through its socket by the accounts that `pg_ident.conf` lists."""

    name = "postgres"
    title = "PostgreSQL"

    def __init__(self, home: Home, environ: Mapping[str, str], *, test: bool) -> None:
        self._home = home
        self._environ = environ
        self._test = test
        self.url = f"postgresql+psycopg://{NAME}@/{NAME}?host={quote(str(home.run), safe='')}&port={PORT}"
        self.log_directory = home.path / "pg" / "log"
        self._data = home.path / "pg" / binaries.POSTGRES_MAJOR
        self._lock = home.path / "postgres.lock"

    @property
    def logs(self) -> list[Path]:
        """Its logs, the newest last."""
        own = [self._home.path / "postgres.log", *self.log_directory.glob("*.log")]
        return sorted(filter(Path.exists, own), key=lambda log: log.stat().st_mtime_ns)

    def prepare(self, deadline: Deadline) -> dict[str, Any]:
        """Make what the server needs and return the keeper's order for it; raises `EmbeddedError`."""
        account_name = self._home.account.name
        self._refuse_other_major()
        tools = binaries.runnable_postgres(self._environ, self._home.account, self._home.path / "bin")
        while (lock := try_lock(self._lock, EXCLUSIVE)) is None:
            self._end_orphan(tools)
            deadline.pause()
        with lock:
            if not self._data.exists():
                self._initialise(tools, lock.fileno())
        self._write("pg_hba.conf", "local all all peer map=headway\n")
        self._write("pg_ident.conf", f'headway "{account_name}" all\nheadway root all\n')
        return self._order(tools)

    def answers(self) -> bool:
        """Whether the application's role gets to its database."""
        try:
            self._connect(NAME).close()
        except psycopg.OperationalError:
            return False
        return True

    def is_ready(self) -> bool:
        """Whether it answers; a server that has neither role nor database yet is given them."""
        return self.answers() or self._furnish()

    def _furnish(self) -> bool:
        try:
            with self._connect("postgres") as server:
                if not server.execute("SELECT FROM pg_roles WHERE rolname = %s", [NAME]).rowcount:
                    # Tests clone a migrated database for each of their processes.
                    rights = sql.SQL("CREATEDB" if self._test else "NOCREATEDB")
                    server.execute(sql.SQL("CREATE ROLE {} LOGIN {}").format(sql.Identifier(NAME), rights))
                if not server.execute("SELECT FROM pg_database WHERE datname = %s", [NAME]).rowcount:
                    server.execute(sql.SQL("CREATE DATABASE {0} OWNER {0}").format(sql.Identifier(NAME)))
        except psycopg.OperationalError:
            return False
        return True

    def _connect(self, name: str) -> "psycopg.Connection[tuple[Any, ...]]":
        return psycopg.connect(
            host=str(self._home.run),
            port=PORT,
            user=name,
            dbname=name,
            autocommit=True,
            connect_timeout=CONNECT_SECONDS,
        )

    def _refuse_other_major(self) -> None:
        others = [entry.name for entry in (self._home.path / "pg").iterdir() if entry.name.isdecimal()]
        if others and not self._data.exists():
            raise EmbeddedError(
                f"{self._home.path} holds data of PostgreSQL {', '.join(sorted(others))} and this is PostgreSQL "
                f"{binaries.POSTGRES_MAJOR}: bring them to {self._data} with pg_upgrade, or install the Headway that made them."
            )

    def _end_orphan(self, tools: Path) -> None:
        # Only a server that answers is sure to be the one in postmaster.pid, which pg_ctl goes by.
        try:
            self._connect("postgres").close()
        except psycopg.OperationalError:
            return
        self._run([tools / "pg_ctl", "stop", "--pgdata", self._data, "--mode=fast", "--no-wait"])

    def _initialise(self, tools: Path, lock: int) -> None:
        # Under another name until it is complete, so that a killed initdb just starts over; it inherits the server's
        # lock, so that one that outlives its starter is waited for.
        unfinished = self._data.with_name("unfinished")
        if unfinished.exists():
            shutil.rmtree(unfinished)
        command = [tools / "initdb", "--pgdata", unfinished, *INITDB, *["--no-sync"] * self._test]
        made = self._run(command, lock)
        if made.returncode:
            if "No space left" in made.stderr:
                raise EmbeddedError(f"The disk of {self._home.path} is full: free some space, then start again.")
            raise EmbeddedError(f"PostgreSQL could not make its data directory {self._data}:\n{made.stderr.strip()}")
        unfinished.rename(self._data)

    def _run(self, command: list[Any], *inherited: int) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            env=environment(),
            cwd="/",
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            errors="replace",
            check=False,
            pass_fds=inherited,
            **self._home.account.popen,
        )

    def _write(self, name: str, text: str) -> None:
        with open_private(self._home.path / name, "w") as file:
            file.write(text)
        (self._home.path / name).chmod(0o644)

    def _order(self, tools: Path) -> dict[str, Any]:
        settings = SETTINGS | (FAST if self._test else SAFE) | {
            "unix_socket_directories": json.dumps(str(self._home.run), ensure_ascii=False),
            "hba_file": str(self._home.path / "pg_hba.conf"),
            "ident_file": str(self._home.path / "pg_ident.conf"),
            "log_directory": str(self.log_directory),
        }
        options = [f"--{name}={value}" for name, value in settings.items()]
        return {
            "argv": [str(tools / "postgres"), "-D", str(self._data), *options],
            "env": environment(),
            "popen": self._home.account.popen,
            "lock": str(self._lock),
            "stale": [str(self._data / "postmaster.pid"), str(self._home.run / f".s.PGSQL.{PORT}.lock")],
            "log": str(self._home.path / "postgres.log"),
            "end": END,
        }


def environment() -> dict[str, str]:
    """What PostgreSQL's programs see: none of the caller's PG… variables, messages in English."""
    return {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}
