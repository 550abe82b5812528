"""Days of a time zone as ranges of instants, made here so that an index of instants can answer for them."""

from datetime import UTC, date, datetime, time, timedelta
from functools import lru_cache

from headway.clock import zone_named


def start_of(day: date, zone: str) -> datetime:
    """The first instant (UTC) of a day; where the clocks skip midnight, the instant of the skip."""
    return datetime.combine(day, time.min, zone_named(zone)).astimezone(UTC)


@lru_cache(maxsize=256)
def starts(first: date, days: int, zone: str) -> tuple[datetime, ...]:
    """The first instants of `days` days from `first` on, and at last the one where they end."""
    return tuple(start_of(first + timedelta(days=passed), zone) for passed in range(days + 1))
