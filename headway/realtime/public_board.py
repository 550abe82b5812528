"""The board that all viewers of a process share: read once a second at most, and put into words once for all."""

import threading
from datetime import datetime

from headway.leaderboard import board
from headway.leaderboard.windows import Period
from headway.realtime.board_ticks import BoardTicks
from headway.web.contract import to_json


class PublicBoard:
    """The first ten of this week as JSON."""

    def __init__(self) -> None:
        self.ticks = BoardTicks()
        self._view = self._told = b""
        self._lock = threading.Lock()

    def newest(self, at: datetime) -> bytes:
        """The board for one viewer, not more than a second old; what many ask for at once is read once."""
        with self._lock:
            if not self.ticks.is_fresh:
                self._read(at)
            # Who comes first is everybody; later ones may know more than those who were there before them.
            self._told = self._told or self._view
            return self._view

    def read_for_all(self, at: datetime) -> bytes | None:
        """The board of this moment, when it has to be sent to all viewers: points moved, or it is another one."""
        with self._lock:
            has_moved = self.ticks.begin()
            self._read(at)
            if not has_moved and self._view == self._told:
                return None
            self._told = self._view
            return self._view

    def _read(self, at: datetime) -> None:
        self._view = to_json(board.read_public(Period.WEEK, at))
        self.ticks.note_read()
