"""One open event stream: what waits to be sent to one browser, and the frames that are sent."""

import random
import threading
import time
from collections.abc import Iterator, Sequence
from typing import Protocol
from uuid import UUID, uuid4

import orjson

from headway.activity import ChangeKind
from headway.realtime.frames import HEARTBEAT, RESYNC, frame, retry

MOST_WAITING = 100
HEARTBEAT_SECONDS = 15.0
# Long enough to be rare, short enough that streams spread over new servers; each ends at another time.
LIFE_SECONDS = 300.0
LIFE_SPREAD = 0.2


class Happened(Protocol):
    """A row of the events of a person."""

    number: int
    task_id: UUID
    version: int
    change: ChangeKind


class Stream:
    """What one browser has been sent, up to event `position`, and what waits for it.

    Task events wait in a bounded line; of numbers and board only the newest waits. Whoever reads too slowly finds
    `resync` in place of what did not fit. Filled by the hub and the request that opened it, emptied by its server.
    """

    def __init__(self, owner_id: UUID, session_id: UUID, position: int, remark: bytes = HEARTBEAT) -> None:
        self.id = uuid4()
        self.owner_id = owner_id
        self.session_id = session_id
        self.position = position
        self._remark = remark
        self._is_remarked = False
        self._tasks: list[tuple[str, bytes, int]] = []
        self._newest: dict[str, bytes] = {}
        self._is_over = False
        self._lock = threading.Lock()
        self._news = threading.Event()

    def take(self, happened: Sequence[Happened], newest: int) -> bool:
        """Line up the events after `position`, of which `newest` is the last there is; False when there are none.

        `happened` are rows in order, from `position` or before: when some are missing between, or too many came, the
        page is told to ask for everything anew.
        """
        with self._lock:
            if newest <= self.position:
                return False
            fresh = [row for row in happened if row.number > self.position]
            is_whole = bool(fresh) and fresh[0].number == self.position + 1 and fresh[-1].number == newest
            if is_whole and len(self._tasks) + len(fresh) <= MOST_WAITING:
                self._tasks.extend(("task", _task(row), row.number) for row in fresh)
                self.position = newest
            else:
                self._start_over(newest)
        self._news.set()
        return True

    def start_over(self, newest: int) -> None:
        """Tell the page that it may have missed something: what it is to know is what is true after event `newest`."""
        with self._lock:
            self._start_over(newest)
        self._news.set()

    def put(self, event: str, data: bytes) -> None:
        """Have the newest `counts` or `leaderboard` sent, in place of one that still waits."""
        with self._lock:
            self._newest[event] = data
        self._news.set()

    def remark(self, comment: bytes) -> None:
        """Send `comment` now, and as the heartbeat from now on."""
        with self._lock:
            self._remark = comment
            self._is_remarked = True
        self._news.set()

    def end(self) -> None:
        """Send nothing more."""
        self._is_over = True
        self._news.set()

    def frames(self) -> Iterator[bytes]:
        """The text of the stream until it ends; every piece is sent at once."""
        ends_at = time.monotonic() + LIFE_SECONDS * random.uniform(1 - LIFE_SPREAD, 1 + LIFE_SPREAD)  # noqa: S311
        yield retry()
        while not self._is_over and time.monotonic() < ends_at:
            if self._news.wait(HEARTBEAT_SECONDS):
                self._news.clear()
                if (text := self._drain()) and not self._is_over:
                    yield text
            else:
                yield self._remark

    def _start_over(self, newest: int) -> None:
        self._tasks.clear()
        self._tasks.append((*RESYNC, newest))
        self.position = newest

    def _drain(self) -> bytes:
        """All that waits: the numbers and the board after the task events, so that their id is never behind one."""
        with self._lock:
            parts = [frame(*waiting) for waiting in self._tasks]
            parts += [frame(event, data, self.position) for event, data in sorted(self._newest.items())]
            parts += [self._remark] if self._is_remarked else []
            self._tasks.clear()
            self._newest.clear()
            self._is_remarked = False
        return b"".join(parts)


def _task(row: Happened) -> bytes:
    return orjson.dumps({"id": row.task_id, "version": row.version, "change": row.change.value})
