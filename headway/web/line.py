"""A line before the work: some are served at a time, the others wait, and whoever would wait too long is told at once.

Without it a server that is asked for more than it can do answers everybody late. Turns go round by subject (a person):
one who asks for a lot waits behind themselves and not in front of the others. While there are others, whoever has a
long line of their own also rests between two turns, so that most of the processor stays with those who ask for little.
"""

import threading
import time
from collections import Counter, OrderedDict, deque
from dataclasses import dataclass

from prometheus_client import Counter as Metric
from prometheus_client import Gauge

from headway.errors import TooManyRequests, Unavailable

WAITING = Gauge("headway_requests_waiting", "Requests that wait for their turn.", multiprocess_mode="livesum")
TURNED_AWAY = Metric("headway_requests_turned_away", "Requests refused because too many others waited.", ("reason",))


LONG_LINE = 4  # of one subject: more than a page ever sends at once
RESTS = 3  # times as long as the turn before took
LONGEST_REST_SECONDS = 0.2
OTHERS_STAY_SECONDS = 1.0  # after somebody was served they count as being here


class TooManyAtOnce(TooManyRequests):
    """You are asking for too much at once: wait a moment, then go on more slowly."""


class Busy(Unavailable):
    """Headway is busy: try again in a moment."""


@dataclass(frozen=True)
class Share:
    """What one subject may have at most: so many turns at a time, and so many places in the line."""

    turns: int
    places: int


class Line:
    """Gives out `turns` at a time; up to `places` wait, each for `seconds` at most."""

    def __init__(self, turns: int, places: int, seconds: float) -> None:
        self._turns, self._places, self._seconds = turns, places, seconds
        self._lock = threading.Lock()
        self._taken = 0
        self._taken_by: Counter[str] = Counter()
        self._waiting: OrderedDict[str, deque[threading.Event]] = OrderedDict()  # whose turn is next comes first
        self._shares: dict[str, Share] = {}  # of those who wait
        self._length = 0
        self._last = ""
        self._others_until = 0.0

    def enter(self, subject: str, share: Share) -> None:
        """Take a turn, at once or after a wait; `leave` gives it back. Raises `TooManyAtOnce` and `Busy`."""
        with self._lock:
            self._notice(subject)
            if self._taken < self._turns and self._taken_by[subject] < share.turns:
                self._take(subject)
                return
            called = self._stand(subject, share)
        WAITING.inc()
        try:
            is_called = called.wait(self._seconds)
        finally:
            WAITING.dec()
        if not is_called:
            self._give_up(subject, called)

    def leave(self, subject: str, seconds: float = 0.0) -> None:
        """Give the turn back, which took so long; whoever is next has it then."""
        self._rest(subject, seconds)
        with self._lock:
            self._taken -= 1
            self._taken_by[subject] -= 1
            if not self._taken_by[subject]:
                del self._taken_by[subject]
            if self._length:
                self._call()

    def _notice(self, subject: str) -> None:
        if subject != self._last:
            self._last = subject
            self._others_until = time.monotonic() + OTHERS_STAY_SECONDS

    def _rest(self, subject: str, seconds: float) -> None:
        """Keep the turn for a while in which nothing is done."""
        if len(self._waiting.get(subject, ())) >= LONG_LINE and time.monotonic() < self._others_until:
            time.sleep(min(RESTS * seconds, LONGEST_REST_SECONDS))

    def _take(self, subject: str) -> None:
        self._taken += 1
        self._taken_by[subject] += 1

    def _stand(self, subject: str, share: Share) -> threading.Event:
        """A place at the end of the subject's own line; there is one whenever all turns are taken."""
        if len(self._waiting.get(subject, ())) >= share.places:
            TURNED_AWAY.labels("own line full").inc()
            raise TooManyAtOnce(TooManyAtOnce.__doc__ or "", 1)
        if self._length >= self._places:
            TURNED_AWAY.labels("line full").inc()
            raise Busy
        called = threading.Event()
        self._waiting.setdefault(subject, deque()).append(called)
        self._shares[subject] = share
        self._length += 1
        return called

    def _call(self) -> None:
        """Give free turns to the first of each subject that may have one more, and let that subject wait behind."""
        for subject in tuple(self._waiting):
            if self._taken >= self._turns:
                return
            if self._taken_by[subject] < self._shares[subject].turns:
                called = self._waiting[subject].popleft()
                self._waiting.move_to_end(subject)
                self._forget(subject)
                self._take(subject)
                called.set()

    def _give_up(self, subject: str, called: threading.Event) -> None:
        """Leave the line after a wait that was too long; a turn that came in this very moment is taken after all."""
        with self._lock:
            if called.is_set():
                return
            self._waiting[subject].remove(called)
            self._forget(subject)
        TURNED_AWAY.labels("waited too long").inc()
        raise Busy

    def _forget(self, subject: str) -> None:
        self._length -= 1
        if not self._waiting[subject]:
            del self._waiting[subject], self._shares[subject]
