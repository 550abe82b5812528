"""The clock of a request: one instant for all that the request does."""

from collections.abc import Callable
from datetime import UTC, date, datetime
from functools import cache
from zoneinfo import ZoneInfo

from flask import current_app, g

Clock = Callable[[], datetime]


def system_clock() -> datetime:
    """The present instant, in UTC."""
    return datetime.now(UTC)


def now() -> datetime:
    """The instant of this request (UTC): the same for tasks, ledger and windows, however long the request takes."""
    if "now" not in g:
        g.now = current_app.extensions["headway.config"].clock()
    instant: datetime = g.now
    return instant


def day_in(zone: str, at: datetime) -> date:
    """The date of the instant `at` in the IANA time zone `zone`."""
    return at.astimezone(zone_named(zone)).date()


@cache
def zone_named(name: str) -> ZoneInfo:
    """The IANA time zone, read once: the library itself keeps eight of the six hundred."""
    return ZoneInfo(name)
