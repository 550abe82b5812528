"""Locks that the kernel drops with the last process that holds them, however it died: flock(2) on small files."""

import fcntl
import os
import time
from pathlib import Path
from typing import IO

from .errors import EmbeddedError

EXCLUSIVE, SHARED = fcntl.LOCK_EX, fcntl.LOCK_SH
PAUSE_SECONDS = 0.02


class Deadline:
    """A bounded wait: `pause()` between two looks at what is waited for."""

    def __init__(self, seconds: float, refusal: str) -> None:
        """`refusal` is what `EmbeddedError` says once `seconds` are over."""
        self._ends_at = time.monotonic() + seconds
        self._refusal = refusal

    def pause(self) -> None:
        """Sleep a moment; raises `EmbeddedError` when the time is over."""
        if time.monotonic() > self._ends_at:
            raise EmbeddedError(self._refusal)
        time.sleep(PAUSE_SECONDS)


class Lease:
    """One use of the servers: they run until every process that holds or inherited one has let go of it or died."""

    def __init__(self, lock: IO[str]) -> None:
        self._lock = lock

    def make_inheritable(self) -> None:
        """Let the lease survive `exec`, so that the program which replaces this one holds it."""
        os.set_inheritable(self._lock.fileno(), True)

    def release(self) -> None:
        """Let go in this process. Forked processes keep theirs: closing is no unlocking, which would end it for all."""
        self._lock.close()

    def __enter__(self) -> "Lease":
        return self

    def __exit__(self, *_: object) -> None:
        self.release()


def open_private(path: Path, mode: str = "a") -> IO[str]:
    """Open the file at `path`, for its owner alone when it is made here."""
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))


def try_lock(path: Path, kind: int) -> IO[str] | None:
    """The lock on the file at `path`, held until it is closed; None when another process is in the way."""
    lock = open_private(path)
    try:
        fcntl.flock(lock, kind | fcntl.LOCK_NB)
        if _is_still_at(path, lock):
            return lock
    except BlockingIOError:
        lock.close()
        return None
    except BaseException:
        lock.close()
        raise
    lock.close()
    return None


def wait_lock(path: Path, kind: int, deadline: Deadline) -> IO[str]:
    """The lock on the file at `path` as soon as it is to be had; raises `EmbeddedError` at the deadline."""
    while (lock := try_lock(path, kind)) is None:
        deadline.pause()
    return lock


def _is_still_at(path: Path, lock: IO[str]) -> bool:
    # A home for tests is removed by its keeper: whoever waited meanwhile would hold a lock that nobody else can see.
    try:
        return os.path.samestat(os.stat(path), os.fstat(lock.fileno()))
    except FileNotFoundError:
        return False
