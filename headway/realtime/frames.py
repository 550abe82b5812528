"""The text of an event stream: https://html.spec.whatwg.org/multipage/server-sent-events.html."""

import random

HEARTBEAT = b": heartbeat\n\n"
FALLBACK = b": fallback\n\n"
RESYNC = "resync", b"{}"
SOONEST_RETRY_MS, LATEST_RETRY_MS = 500, 2500


def frame(event: str, data: bytes, number: int) -> bytes:
    """One event; `data` is JSON on one line, and a client that comes back with `number` goes on after it."""
    return b"id: %d\nevent: %s\ndata: %s\n\n" % (number, event.encode(), data)


def retry() -> bytes:
    """How long a client waits before it comes back: each another time, so that they do not all come at once."""
    return b"retry: %d\n\n" % random.randint(SOONEST_RETRY_MS, LATEST_RETRY_MS)  # noqa: S311 (no secret)
