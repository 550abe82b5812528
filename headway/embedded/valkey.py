"""Embedded Valkey: its settings, its two users, and how one asks whether it answers."""

import os
import signal
from collections.abc import Mapping
from hashlib import sha256
from pathlib import Path
from typing import Any
from urllib.parse import quote

import redis

from . import binaries
from .home import Home
from .locks import EXCLUSIVE, Deadline, open_private, try_lock

USER, ADMIN = "headway", "admin"
MAX_MEMORY = "256mb"
ANSWER_SECONDS = 2
# Its own keys and channels, and no command that runs scripts, reads settings, or holds the server up.
RIGHTS = (
    "~headway:* &headway:* -@all +@read +@write +@pubsub +@connection +@transaction -@admin -@dangerous -@scripting"
)
END = [[signal.SIGTERM, 10], [signal.SIGKILL, 5]]


class Valkey:
    """The Valkey server of a home, reached through its socket with a password."""

    name = "valkey"
    title = "Valkey"

    def __init__(self, home: Home, environ: Mapping[str, str], *, test: bool) -> None:
        self._home = home
        self._environ = environ
        self._test = test
        self._socket = home.run / "valkey.sock"
        self._lock = home.path / "valkey.lock"
        self._log = home.path / "valkey.log"

    @property
    def url(self) -> str:
        """The address of the application's user, password included."""
        return self._url(USER, self._home.read_secrets().valkey_password)

    @property
    def admin_url(self) -> str:
        """The address of the user who may do everything: for tests and maintenance, never for the application."""
        return self._url(ADMIN, self._home.read_secrets().valkey_admin_password)

    def prepare(self, deadline: Deadline) -> dict[str, Any]:
        """Make what the server needs and return the keeper's order for it; raises `EmbeddedError`."""
        server = binaries.runnable_valkey(self._environ, self._home.account, self._home.path / "bin")
        while (lock := try_lock(self._lock, EXCLUSIVE)) is None:
            self._end_orphan()
            deadline.pause()
        lock.close()
        self._write_users()
        return self._order(server)

    def answers(self) -> bool:
        """Whether the application's user gets a reply; not while the server still reads its data."""
        with self._client(self.url) as client:
            try:
                return bool(client.ping())
            except redis.RedisError:
                return False

    is_ready = answers

    def logs(self) -> list[Path]:
        """Its logs, the newest last."""
        return [self._log]

    def _url(self, user: str, password: str) -> str:
        return f"unix://{user}:{password}@{quote(str(self._socket))}?db=0"

    def _client(self, url: str) -> redis.Redis:
        return redis.Redis.from_url(url, socket_timeout=ANSWER_SECONDS, socket_connect_timeout=ANSWER_SECONDS)

    def _end_orphan(self) -> None:
        with self._client(self.admin_url) as client:
            try:
                client.shutdown()
            except redis.RedisError:
                return  # ended by itself, or is still starting and is asked again

    def _write_users(self) -> None:
        secrets = self._home.read_secrets()
        path = self._home.path / "valkey.acl"
        path.unlink(missing_ok=True)
        with open_private(path, "x") as file:
            os.chown(file.fileno(), self._home.account.uid, self._home.account.gid)
            file.write("user default off\n")
            file.write(f"user {USER} on #{digest(secrets.valkey_password)} {RIGHTS}\n")
            file.write(f"user {ADMIN} on #{digest(secrets.valkey_admin_password)} ~* &* +@all\n")

    def _order(self, server: Path) -> dict[str, Any]:
        settings = {
            "port": "0",
            "unixsocket": str(self._socket),
            "unixsocketperm": "700",
            "dir": str(self._home.path / "valkey"),
            "aclfile": str(self._home.path / "valkey.acl"),
            # Snapshots off: a server that cannot write one refuses writes, and even to end.
            "save": "",
            "appendonly": "no" if self._test else "yes",
            "maxmemory": MAX_MEMORY,
            # A full server says so; one that evicts members of a sorted set makes a leaderboard wrong in silence.
            "maxmemory-policy": "noeviction",
        }
        options = [word for name, value in settings.items() for word in (f"--{name}", value)]
        return {
            "argv": [str(server), *options],
            "env": binaries.ENVIRONMENT,
            "popen": self._home.account.popen,
            "lock": str(self._lock),
            "stale": [],
            "log": str(self._log),
            "end": END,
        }


def digest(password: str) -> str:
    """The form in which a password stands in the file of users."""
    return sha256(password.encode()).hexdigest()
