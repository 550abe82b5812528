"""The days of the demo's history, as people of one time zone live them: when they are up, and when they work.

Instants are whole microseconds since 1970 in UTC, days are counted from the first day of the history: millions of them
are made, and arithmetic on integers costs a tenth of that on `datetime`.
"""

from bisect import bisect_right
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from headway.demo.chance import Chance

DAYS = 90
HOUR = 3_600_000_000
DAY = 24 * HOUR
# Nothing happens in the last hour of a day, so that a day of 23 hours needs no care.
BEDTIME = 23 * HOUR
# How much happens in each hour, from midnight on: a hill before lunch, one after it, a little at home.
HILLS = (1, 0, 0, 0, 0, 1, 3, 8, 16, 24, 26, 22, 14, 18, 22, 22, 20, 16, 10, 8, 9, 8, 4)
RHYTHM = tuple(hour for hour, weight in enumerate(HILLS) for _ in range(weight))
WEEKDAY, WEEKEND_DAY = 5, 2  # how much happens on one
RESTING = 0.6  # of what would fall on a weekend waits until it is over
EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Calendar:
    """The last `DAYS` days of a time zone, the one of `end` included."""

    end: int
    midnights: tuple[int, ...]
    first: date
    workload: tuple[int, ...]  # each day as often as much happens on it
    today: int  # the day of the end

    def day_of(self, at: int) -> int:
        """The day of an instant."""
        return bisect_right(self.midnights, at) - 1

    def next_waking_day(self, at: int) -> int:
        """The first day on which anything can happen after `at`: the next one, when it is bedtime."""
        day = self.day_of(at)
        return day + (at >= self.midnights[day] + BEDTIME)

    def date_of(self, day: int) -> int:
        """The date of a day, in days since 1970; also of days to come."""
        return (self.first - EPOCH).days + day

    def busy_day(self, chance: Chance, since: int) -> int:
        """A day from `since` on, rather a working day."""
        start = bisect_right(self.workload, since - 1)
        return self.workload[start + int(chance.random() * (len(self.workload) - start))]

    def workday(self, chance: Chance, day: int) -> int:
        """`day`, or often the Monday after it when it is a weekend."""
        weekday = (self.first.weekday() + day) % 7
        return day + 7 - weekday if weekday > 4 and chance.random() < RESTING else day

    def moment(self, chance: Chance, day: int, after: int) -> int:
        """An instant of `day` that does not lie before `after`, nor beyond the end, mostly when people are up."""
        midnight = self.midnights[day]
        at = midnight + int((chance.pick(RHYTHM) + chance.random()) * HOUR)
        low = after if after > midnight else midnight
        high = midnight + BEDTIME if day < self.today else min(self.end, midnight + BEDTIME)
        return at if low < at < high else low + int((high - low) * chance.random())


@cache
def calendar_of(zone: str, end: datetime) -> Calendar:
    """The calendar of the IANA time zone `zone` up to `end`."""
    today = end.astimezone(ZoneInfo(zone)).date()
    days = [today - timedelta(days=ago) for ago in reversed(range(DAYS))]
    return Calendar(
        end=microseconds(end),
        midnights=tuple(microseconds(datetime.combine(day, time.min, ZoneInfo(zone))) for day in days),
        first=days[0],
        today=DAYS - 1,
        workload=tuple(
            place for place, day in enumerate(days) for _ in range(WEEKDAY if day.weekday() < 5 else WEEKEND_DAY)
        ),
    )


def microseconds(at: datetime) -> int:
    """The instant as the rest of the demo counts it."""
    return (at - datetime(1970, 1, 1, tzinfo=UTC)) // timedelta(microseconds=1)
