"""A home's keeper as other processes see it: whether it lives, what it is told, and what it says of its servers."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from typing import IO, Any

from . import keeper
from .home import Home
from .locks import EXCLUSIVE, SHARED, open_private, try_lock


class KeeperClient:
    """Speaks to the keeper through the files of the home."""

    def __init__(self, home: Home) -> None:
        self._home = home
        self.log = home.path / "keeper.log"

    def is_alive(self) -> bool:
        """Whether a keeper holds its lock."""
        try:
            lock = try_lock(self._home.keeper_lock, SHARED)
        except FileNotFoundError:
            return False
        if lock:
            lock.close()
        return lock is None

    def take_place(self) -> IO[str] | None:
        """The keeper's lock, for the keeper about to be launched; None while another lives."""
        return try_lock(self._home.keeper_lock, EXCLUSIVE)

    def launch(self, lock: IO[str]) -> None:
        """Start the keeper and hand `lock` to it, so that at no moment two could be started."""
        self._home.state.unlink(missing_ok=True)
        with open_private(self.log) as log:
            # Whether it got anywhere shows in its lock.
            subprocess.run(
                [sys.executable, "-I", "-S", keeper.__file__, str(self._home.path), str(lock.fileno())],
                check=False,
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
                pass_fds=[lock.fileno()],
            )

    def orders(self) -> dict[str, Any]:
        """What it was told to run, by name of the server."""
        return _read(self._home.plan)

    def give(self, orders: dict[str, Any]) -> None:
        """Tell it what to run; what runs already stays as it is."""
        unfinished = self._home.plan.with_suffix(".tmp")
        with open_private(unfinished, "w") as file:
            json.dump(orders, file)
        unfinished.rename(self._home.plan)

    def ask_to_end(self) -> None:
        """Ask it to end its servers and itself, once it has said which process it is."""
        if pid := self.pid():
            os.kill(pid, signal.SIGTERM)

    def pid(self) -> int | None:
        """Its process; None in the first moment of its life."""
        return _read(self._home.state).get("pid")

    def servers(self) -> dict[str, dict[str, int | None]]:
        """For each server that it runs: its `pid`, and its `failures` in a row."""
        servers: dict[str, dict[str, int | None]] = _read(self._home.state).get("servers", {})
        return servers

    def failures(self, name: str) -> int:
        """How often in a row the server ended or could not be started."""
        return self.servers().get(name, {}).get("failures") or 0


def _read(path: Path) -> dict[str, Any]:
    try:
        content: dict[str, Any] = json.loads(path.read_text())
    except FileNotFoundError:
        return {}
    return content
