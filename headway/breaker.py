"""A server that doesn't answer is left alone for a while, so that its silence costs the requests nothing."""

import logging
import time
from collections.abc import Callable, Generator
from contextlib import contextmanager

import redis

logger = logging.getLogger(__name__)

FAILURES = 3
PAUSE_SECONDS = 5.0


class Breaker:
    """Opens after three failures in a row; every five seconds then, one caller tries for all.

    pybreaker does the same behind one lock that it holds during the call: callers would wait in line for an answer.
    Here nothing is locked. The only race lets two callers try where one would do.
    """

    def __init__(self, timer: Callable[[], float] = time.monotonic) -> None:
        self._timer = timer
        self._failures = 0
        self._closed_from = 0.0

    @contextmanager
    def guarding(self) -> Generator[None]:
        """Run the block; while the breaker is open raise `redis.ConnectionError` at once instead."""
        if self._failures >= FAILURES and not self._may_try():
            raise redis.ConnectionError("Valkey did not answer lately; it is asked again within five seconds.")
        try:
            yield
        except redis.RedisError:
            self._failures += 1
            if self._failures == FAILURES:
                logger.warning("valkey does not answer and is left alone for a while")
            self._closed_from = self._timer() + PAUSE_SECONDS
            raise
        self._failures = 0

    def _may_try(self) -> bool:
        """Whether the pause is over; who is told so tries for all, the others wait for another pause."""
        if self._timer() < self._closed_from:
            return False
        self._closed_from = self._timer() + PAUSE_SECONDS
        return True
