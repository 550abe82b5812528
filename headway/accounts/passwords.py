"""Passwords: hashed with Argon2id beside the event loop, at most one a core at a time.

The parameters are the first choice of the OWASP password storage cheat sheet: 19 MiB, two passes, one lane; 25 ms.
No database connection is held meanwhile: a hash runs before a transaction or after it, never in it.
"""

import os
import threading
from collections.abc import Callable, Generator
from contextlib import contextmanager
from functools import cache
from typing import TypeVar

import gevent
import gevent.monkey
from argon2 import PasswordHasher
from argon2.exceptions import VerificationError

from headway.errors import Unavailable

T = TypeVar("T")
MOST_WAITING = 20
# The hash of a random text that was thrown away: checking against it takes as long as against anybody's.
NOBODYS_HASH = "$argon2id$v=19$m=19456,t=2,p=1$PgQS8E7Yjwv4xJdXmEkeeQ$jeaH82pPxBxVi9ZDlk1QpYPBGndzxfmsAk6NNxdn/pc"
hasher = PasswordHasher(time_cost=2, memory_cost=19_456, parallelism=1)


class Queue:
    """Lets some in at a time; whoever would wait behind too many others is refused."""

    def __init__(self, at_once: int, most_waiting: int) -> None:
        self._slots = threading.BoundedSemaphore(at_once)
        self._most_waiting = most_waiting
        self._waiting = 0

    @contextmanager
    def turn(self) -> Generator[None]:
        """Wait for a turn and take it; raises `Unavailable`."""
        if not self._slots.acquire(blocking=False):
            self._wait()
        try:
            yield
        finally:
            self._slots.release()

    def _wait(self) -> None:
        if self._waiting >= self._most_waiting:
            raise Unavailable("Too many people are signing in right now: try again in a moment.")
        self._waiting += 1
        try:
            self._slots.acquire()
        finally:
            self._waiting -= 1


def hash_password(password: str) -> str:
    """The hash to keep, with its salt and parameters; raises `Unavailable`."""
    return _beside_the_loop(lambda: hasher.hash(password))


def verify(password: str, password_hash: str | None) -> bool:
    """Whether the hash is of `password`; None takes as long and is False. Raises `Unavailable`."""
    is_right = _beside_the_loop(lambda: _matches(password_hash or NOBODYS_HASH, password))
    return is_right and password_hash is not None


def needs_rehash(password_hash: str) -> bool:
    """Whether the hash was made with other parameters than today's."""
    return hasher.check_needs_rehash(password_hash)


def _matches(password_hash: str, password: str) -> bool:
    try:
        return hasher.verify(password_hash, password)
    except VerificationError:
        return False


def _beside_the_loop(call: Callable[[], T]) -> T:
    """Run what keeps a core busy: in gevent's workers on a native thread, so that their other requests go on."""
    with _queue().turn():
        if not gevent.monkey.is_module_patched("threading"):
            return call()
        result: T = gevent.get_hub().threadpool.apply(call)
        return result


@cache
def _queue() -> Queue:
    # Made by the first hash rather than on import: gevent replaces the locks of `threading` in between.
    return Queue(at_once=os.cpu_count() or 1, most_waiting=MOST_WAITING)
