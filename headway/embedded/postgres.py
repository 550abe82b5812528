"""Embedded PostgreSQL: its data directory, its settings, and how one asks whether it answers."""

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
from . import postgres_settings as settings
from .errors import EmbeddedError
from .home import Home
from .locks import EXCLUSIVE, Deadline, open_private, try_lock

NAME = "headway"  # of the role and of the database
CONNECT_SECONDS = 5
END = [[signal.SIGINT, 30], [signal.SIGQUIT, 10], [signal.SIGKILL, 5]]  # fast, immediate, never needed so far


class Postgres:
    """The PostgreSQL server of a home, reached through its socket by the accounts that `pg_ident.conf` lists."""

    name = "postgres"
    title = "PostgreSQL"

    def __init__(self, home: Home, environ: Mapping[str, str], *, test: bool) -> None:
        self._home = home
        self._environ = environ
        self._test = test
        self.url = f"postgresql+psycopg://{NAME}@/{NAME}?host={quote(str(home.run), safe='')}&port={settings.PORT}"
        self._log_directory = home.path / "pg" / "log"
        self._data = home.path / "pg" / binaries.POSTGRES_MAJOR
        self._lock = home.path / "postgres.lock"

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

    def logs(self) -> list[Path]:
        """Its logs, the newest last."""
        found = [self._home.path / "postgres.log", *self._log_directory.glob("*.log")]
        return sorted((log for log in found if log.exists()), key=lambda log: log.stat().st_mtime_ns)

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
            port=settings.PORT,
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
                f"{binaries.POSTGRES_MAJOR}: bring the data to {self._data} with pg_upgrade, or run the older Headway."
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
        command = [tools / "initdb", "--pgdata", unfinished, *settings.INITDB, *["--no-sync"] * self._test]
        made = self._run(command, lock)
        if made.returncode:
            if "No space left" in made.stderr:
                raise EmbeddedError(f"The disk of {self._home.path} is full: free some space, then start again.")
            raise EmbeddedError(f"PostgreSQL could not make its data directory {self._data}:\n{made.stderr.strip()}")
        unfinished.rename(self._data)

    def _run(self, command: list[Any], *inherited: int) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(
            command,
            env=binaries.ENVIRONMENT,
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
        values = settings.of_server(test=self._test) | {
            "unix_socket_directories": in_quotes(self._home.run),
            "hba_file": str(self._home.path / "pg_hba.conf"),
            "ident_file": str(self._home.path / "pg_ident.conf"),
            "log_directory": str(self._log_directory),
        }
        options = [f"--{name}={value}" for name, value in values.items()]
        return {
            "argv": [str(tools / "postgres"), "-D", str(self._data), *options],
            "env": binaries.ENVIRONMENT,
            "popen": self._home.account.popen,
            "lock": str(self._lock),
            "stale": [str(self._data / "postmaster.pid"), str(self._home.run / f".s.PGSQL.{settings.PORT}.lock")],
            "log": str(self._home.path / "postgres.log"),
            "end": END,
        }


def in_quotes(path: Path) -> str:
    """The path as one entry of a list of directories."""
    return '"' + str(path).replace('"', '""') + '"'
