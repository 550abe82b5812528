"""The hub of a process: knows its open streams, and brings them what PostgreSQL has for them.

One thread (a greenlet under gunicorn) reads for all streams: what many people have missed is one statement, the board
one a second, the sessions one every fifteen seconds. Another listens for news. Both start with the first stream. While
Valkey is away the hub looks into PostgreSQL every two seconds instead.
"""

import logging
import threading
import time
from socket import socket
from uuid import UUID

from flask import Flask, current_app
from sqlalchemy.exc import OperationalError

from headway.analytics import numbers
from headway.clock import now
from headway.realtime import news, reading, slots
from headway.realtime.board_ticks import RARELY_SECONDS
from headway.realtime.frames import FALLBACK, HEARTBEAT
from headway.realtime.news import News
from headway.realtime.open_streams import OpenStreams
from headway.realtime.pacing import a_few_at_a_time
from headway.realtime.public_board import PublicBoard
from headway.realtime.reading import Missed
from headway.realtime.stream import Stream
from headway.web.contract import to_json

logger = logging.getLogger(__name__)

MOST_STREAMS = 8_000
MOST_PEOPLE_AT_ONCE = 200
# News that come together are read together; nobody sees the difference.
PAUSE_SECONDS = 0.03
PULSE_SECONDS = 15.0
FALLBACK_SECONDS = 2.0
SWEEP_SECONDS = 1.0
AFTER_FAULT_SECONDS = 1.0


class Hub:
    """The streams of one process, and the `board` that all of them show."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._streams = OpenStreams()
        self.board = PublicBoard()
        self.is_draining = False  # the process is asked to leave
        self._starting = threading.Lock()
        self._news = threading.Event()
        self._threads: list[threading.Thread] = []
        # Whose events are to be read, whose numbers are to be sent in any case, whose sessions are to be checked.
        self._due: set[UUID] = set()
        self._uncounted: set[UUID] = set()
        self._suspects: set[UUID] = set()
        self._is_reached = True
        self._pulse_due = self._sweep_due = 0.0

    @property
    def remark(self) -> bytes:
        """The comment that says how news reach this process."""
        return HEARTBEAT if self._is_reached else FALLBACK

    @property
    def is_full(self) -> bool:
        """Whether the process holds as many streams as it can."""
        return len(self._streams.every()) >= MOST_STREAMS

    def has_room_for(self, owner_id: UUID) -> bool:
        """Whether a person may have one more stream in this process."""
        return len(self._streams.of(owner_id)) < slots.MOST_PER_PERSON

    def add(self, stream: Stream, connection: socket | None) -> None:
        """Feed `stream` from now on, until `remove`; its session is looked at once more at once."""
        self._streams.add(stream, connection)
        self._start()
        self._suspects.add(stream.owner_id)
        if self.is_draining:
            stream.end()
        self._news.set()

    def remove(self, stream: Stream) -> None:
        """Feed `stream` no longer; removing it twice is once."""
        if self._streams.remove(stream):
            with self._app.app_context():
                slots.free(stream)

    def sweep(self) -> None:
        """Let the streams go whose browser is gone, so that their slots are free for its next one."""
        for stream in self._streams.abandoned():
            stream.end()
            self.remove(stream)

    def hear(self, kind: News, person_id: UUID) -> None:
        """News of a person: whoever has streams here is read for soon."""
        if kind is not News.TASKS and self._streams:
            self.board.ticks.moved()
            self._news.set()
        if person_id not in self._streams:
            return
        self._due.add(person_id)
        if kind is News.PERSON:
            self._suspects.add(person_id)
            self._uncounted.add(person_id)
        self._news.set()

    def reach(self, is_reached: bool) -> None:
        """Whether news reach this process from now on. What was said before that is looked for in PostgreSQL."""
        if not is_reached and not self._is_reached:
            return
        if is_reached != self._is_reached:
            self._is_reached = is_reached
            for stream in self._streams.every():
                stream.remark(self.remark)
        self._pulse_due = 0.0
        self._news.set()

    def drain(self) -> None:
        """End every stream, and those that still come, and rest: the process is asked to leave."""
        self.is_draining = True
        self._news.set()
        for stream in self._streams.every():
            stream.end()

    def join(self, seconds: float) -> None:
        """Wait, once it is draining, until it holds no connection of the database any more."""
        for thread in self._threads[:1]:
            thread.join(seconds)

    def _start(self) -> None:
        with self._starting:
            if self._threads:
                return
            self._threads = [
                threading.Thread(target=self._tend_for_ever, name="event streams", daemon=True),
                threading.Thread(target=news.listen, args=(self._app, self), name="news", daemon=True),
            ]
            for thread in self._threads:
                thread.start()

    def _tend_for_ever(self) -> None:
        while not self.is_draining:
            self._news.wait(self._until_due())
            self._news.clear()
            try:
                with self._app.app_context():
                    self._tend()
                time.sleep(PAUSE_SECONDS)
            except OperationalError as error:
                logger.warning("no news from postgresql", extra={"reason": type(error.orig).__name__})
                self._look_again()
            except Exception:
                logger.exception("bringing news to the streams failed")
                self._look_again()

    def _look_again(self) -> None:
        """Look at everything after a pause: the streams wait until then."""
        self._pulse_due = 0.0
        self._news.set()
        time.sleep(AFTER_FAULT_SECONDS)

    def _until_due(self) -> float | None:
        """Seconds; None while there is nobody to do anything for."""
        if not self._streams:
            return None
        due = min(self._pulse_due, self._sweep_due, self.board.ticks.due(self._rarely_seconds))
        return max(0.0, due - time.monotonic())

    @property
    def _rarely_seconds(self) -> float:
        return RARELY_SECONDS if self._is_reached else FALLBACK_SECONDS

    def _tend(self) -> None:
        if self._pulse_due <= time.monotonic():
            # Set first: whoever asks for another look meanwhile gets it.
            self._pulse_due = time.monotonic() + (PULSE_SECONDS if self._is_reached else FALLBACK_SECONDS)
            self._look_around()
        elif self._suspects:
            self._check([stream for owner_id in tuple(self._suspects) for stream in self._streams.of(owner_id)])
        if self._sweep_due <= time.monotonic():
            self.sweep()
            self._sweep_due = time.monotonic() + SWEEP_SECONDS
        if self._due:
            self._deliver(list(self._due)[:MOST_PEOPLE_AT_ONCE])
        if self._streams and self.board.ticks.due(self._rarely_seconds) <= time.monotonic():
            self._show_board()

    def _look_around(self) -> None:
        """Check all sessions, renew all slots, and read for those whom a piece of news did not reach."""
        streams = self._streams.every()
        newest = self._check(streams)
        self._due.update(stream.owner_id for stream in streams if newest.get(stream.session_id, 0) > stream.position)
        slots.renew([stream for stream in streams if stream.session_id in newest])

    def _check(self, streams: list[Stream]) -> dict[UUID, int]:
        """End the streams whose session has ended; for the others, the newest event's number by session."""
        self._suspects.difference_update([stream.owner_id for stream in streams])
        newest = reading.newest_by_session({stream.session_id for stream in streams})
        for stream in streams:
            if stream.session_id not in newest:
                stream.end()
        return newest

    def _deliver(self, owner_ids: list[UUID]) -> None:
        positions = {owner_id: [stream.position for stream in self._streams.of(owner_id)] for owner_id in owner_ids}
        # Before they are read: whoever is heard of from now on is read for once more.
        self._due.difference_update(owner_ids)
        try:
            found = reading.missed({owner_id: min(told) for owner_id, told in positions.items() if told})
            for missed in found.values():
                self._bring(missed)
        except Exception:
            self._due.update(owner_ids)
            raise
        if self._due:
            self._news.set()

    def _bring(self, missed: Missed) -> None:
        streams = self._streams.of(missed.id)
        took = [stream.take(missed.happened, missed.event_number) for stream in streams]
        if not any(took) and missed.id not in self._uncounted:
            return
        self._uncounted.discard(missed.id)
        counts = to_json(numbers.read(missed, now()))
        for stream in streams:
            stream.put("counts", counts)

    def _show_board(self) -> None:
        view = self.board.read_for_all(now())
        if view is not None:
            for few in a_few_at_a_time(self._streams.every()):
                for stream in few:
                    stream.put("leaderboard", view)


def current_hub() -> Hub:
    """The hub of this process."""
    found: Hub = current_app.extensions["headway.hub"]
    return found
