"""What goes out of analytics, and the span of days that may be asked for."""

from datetime import date, timedelta

from pydantic import Field

from headway.errors import Invalid
from headway.web.fields import Day, Input, View

MOST_DAYS = 400
USUAL_DAYS = 28


class OpenByPriority(View):
    """Tasks that are not completed, by how much they matter."""

    low: int
    medium: int
    high: int


class Numbers(View):
    """A person's tasks in numbers, the trash left out; days are those of their time zone.

    `overdue` and `due_today` count open tasks, `due_today_completed` the others of today. `event_id` is the newest
    event that the numbers surely know of: a stream opened after it misses nothing.
    """

    total: int
    pending: int
    in_progress: int
    completed: int
    overdue: int
    due_today: int
    due_today_completed: int
    open_by_priority: OpenByPriority
    completed_today: int
    points_today: int
    streak_days: int
    event_id: int


class Span(Input):
    """The days to show, both included: without `to` until today, without `from` four weeks."""

    first: Day | None = Field(default=None, alias="from")
    last: Day | None = Field(default=None, alias="to")

    def days(self, today: date) -> tuple[date, date]:
        """The first and the last day when it is `today`; raises `Invalid`."""
        last = self.last or today
        first = self.first or last - timedelta(days=USUAL_DAYS - 1)
        if not timedelta(0) <= last - first < timedelta(days=MOST_DAYS):
            raise Invalid.field("from", f"Use at most {MOST_DAYS} days, the first one first.")
        return first, last


class ActiveDay(View):
    """What a person got done on one day of their time zone."""

    date: date
    created: int
    completed: int
    points: int


class Activity(View):
    """A row for each day, also where nothing happened."""

    days: list[ActiveDay]
