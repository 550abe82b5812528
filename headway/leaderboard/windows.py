"""The windows of the board: today, this week, this month and all time, in the board's own time zone."""

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta

from flask import current_app

from headway.clock import day_in, zone_named
from headway.coded import Coded, CodedEnum

ALL_TIME = date(1970, 1, 1)  # where the one window of all time is said to begin


class Period(CodedEnum):
    """How long a window is."""

    TODAY = "today", 0
    WEEK = "week", 1
    MONTH = "month", 2
    ALL = "all", 3


PERIOD = Coded(Period)


@dataclass(frozen=True)
class Window:
    """One day, week from Monday, month, or all time: the days from `starts_on` until before `ends_on`."""

    period: Period
    starts_on: date
    ends_on: date | None

    def starts_at(self, zone: str) -> datetime | None:
        """The first instant (UTC) of the window in the IANA time zone `zone`; None for all time."""
        return None if self.ends_on is None else midnight(self.starts_on, zone)

    def ends_at(self, zone: str) -> datetime | None:
        """The first instant (UTC) after it."""
        return None if self.ends_on is None else midnight(self.ends_on, zone)


def board_zone() -> str:
    """The IANA time zone of the board: LEADERBOARD_TIMEZONE."""
    zone: str = current_app.extensions["headway.config"].leaderboard_timezone
    return zone


def window_of(period: Period, day: date) -> Window:
    """The window of this length that holds `day`."""
    if period is Period.TODAY:
        return Window(period, day, day + timedelta(days=1))
    if period is Period.WEEK:
        monday = day - timedelta(days=day.weekday())
        return Window(period, monday, monday + timedelta(days=7))
    if period is Period.MONTH:
        first = day.replace(day=1)
        return Window(period, first, (first + timedelta(days=31)).replace(day=1))
    return Window(period, ALL_TIME, None)


def windows_of(day: date) -> list[Window]:
    """The four windows that hold `day`."""
    return [window_of(period, day) for period in Period]


def current(period: Period, zone: str, at: datetime) -> Window:
    """The window of this length that holds the instant `at` in the board's `zone`."""
    return window_of(period, day_in(zone, at))


def midnight(day: date, zone: str) -> datetime:
    """The first instant (UTC) of `day`: where a clock change skips midnight, the change itself."""
    return datetime.combine(day, time.min, zone_named(zone)).astimezone(UTC)
