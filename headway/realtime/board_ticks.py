"""When the board is read for all viewers: soon after points moved, once more when it has settled, and now and then."""

import time

# A little under a second, so that a change is on the screen within one, its way there included.
EVERY_SECONDS = 0.9
# Points that move together are told together, and the projection behind the ranks has time to follow.
GATHER_SECONDS = 0.05
RARELY_SECONDS = 15.0


class BoardTicks:
    """Says when the next read for all is due, in seconds of the monotonic clock, and whether it has to be sent."""

    def __init__(self) -> None:
        self._read_at = self._told_at = -RARELY_SECONDS
        self._moved_due: float | None = None
        self._settled_due: float | None = None

    @property
    def is_fresh(self) -> bool:
        """Whether the last read, for whomever it was, is young enough to be shown to one who comes."""
        return time.monotonic() - self._read_at < EVERY_SECONDS

    def moved(self) -> None:
        """Points moved somewhere."""
        if self._moved_due is None:
            self._moved_due = max(time.monotonic() + GATHER_SECONDS, self._read_at + EVERY_SECONDS)
            self._settled_due = None  # the board is looked at once more anyway, and settles after that

    def due(self, rarely_seconds: float = RARELY_SECONDS) -> float:
        """When to read for all next."""
        dues = (self._moved_due, self._settled_due, self._told_at + rarely_seconds)
        return min(due for due in dues if due is not None)

    def note_read(self) -> None:
        """The board is read, for all or for one."""
        self._read_at = time.monotonic()

    def begin(self) -> bool:
        """A read for all begins. True when it has to be sent, whatever it finds: the board has moved."""
        now = time.monotonic()
        has_moved = self._moved_due is not None and self._moved_due <= now
        self._told_at = now
        # What is counted aside, beyond the rows themselves, follows within a second: look once more.
        self._settled_due = now + EVERY_SECONDS if has_moved else None
        if has_moved:
            self._moved_due = None
        return has_moved
