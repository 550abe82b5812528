"""The board that all viewers of a process share: read once a second at most, and put into words once for all."""

import threading
import time
from datetime import datetime

from headway.leaderboard import board
from headway.leaderboard.windows import Period
from headway.realtime.board_ticks import EVERY_SECONDS, BoardTicks


class PublicBoard:
    """The first ten of this week as JSON."""

    def __init__(self) -> None:
        self.ticks = BoardTicks()
        self._view = b""
        self._read_at = -EVERY_SECONDS
        self._lock = threading.Lock()

    def newest(self, at: datetime) -> bytes:
        """The board, not more than a second old; what many ask for at once is read once."""
        with self._lock:
            if time.monotonic() - self._read_at > EVERY_SECONDS:
                self._read(at)
            return self._view

    def read_for_all(self, at: datetime) -> bytes | None:
        """The board of this moment, when it has to be sent to all viewers: points moved, or it is another one."""
        with self._lock:
            has_moved = self.ticks.begin()
            before = self._view
            self._read(at)
            return self._view if has_moved or self._view != before else None

    def _read(self, at: datetime) -> None:
        self._view = board.read_public(Period.WEEK, at).model_dump_json().encode()
        self._read_at = time.monotonic()
