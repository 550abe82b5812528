"""Ranks from PostgreSQL: people per number of points, read at most once a second for all who ask this process.

Counting the people above one person costs 4 to 8 ms among 100,000, for each who asks; this costs one such reading a
second. Whoever has just moved points themselves, and asks before that second is over, has it read anew.
"""

import threading
import time
from typing import Any

from flask import Flask, current_app
from sqlalchemy import Select, String, bindparam, cast, func, literal, literal_column, select, true

from headway.database import fetch_all
from headway.leaderboard.census import Census, Histogram, Snapshot
from headway.leaderboard.models import Score
from headway.leaderboard.windows import PERIOD, Window

FRESH_SECONDS = 1.0
MOST_KEPT = 8


class Histograms:
    """The histograms of one process, by window."""

    def __init__(self) -> None:
        self.timer = time.monotonic
        self._kept: dict[Window, Histogram] = {}
        self._reading = threading.Lock()

    def census(self, window: Window, wanted: set[int], row_xmin: int | None) -> Census:
        """The answers for the numbers of points `wanted`, not older than the row of `row_xmin`, the asker's own."""
        # Who waited for somebody else's reading finds it made.
        with self._reading:
            histogram = self._kept.get(window)
            if histogram is None or not self._serves(histogram, row_xmin):
                histogram = self._kept[window] = self._read(window)
                self._forget_oldest()
        return histogram.census(wanted)

    def _serves(self, histogram: Histogram, row_xmin: int | None) -> bool:
        is_fresh = self.timer() - histogram.read_at < FRESH_SECONDS
        return is_fresh and (row_xmin is None or histogram.snapshot.sees(row_xmin))

    def _read(self, window: Window) -> Histogram:
        read_at = self.timer()
        rows = fetch_all(PEOPLE_PER_POINTS, {"period": window.period, "starts_on": window.starts_on})
        people = {row.points: row.people for row in rows if row.points is not None}
        return Histogram.of(people, Snapshot.parse(rows[0].snapshot), read_at)

    def _forget_oldest(self) -> None:
        if len(self._kept) > MOST_KEPT:
            del self._kept[min(self._kept, key=lambda window: self._kept[window].read_at)]


def init_app(app: Flask) -> None:
    """Make room for this process's histograms."""
    app.extensions["headway.histograms"] = Histograms()


def histograms() -> Histograms:
    """The histograms of this process."""
    found: Histograms = current_app.extensions["headway.histograms"]
    return found


def _people_per_points() -> Select[Any]:
    """A row for each number of points, at least one; every row says which transactions the statement saw."""
    people = (
        select(Score.points, func.count().label("people"))
        .where(
            Score.period == bindparam("period", type_=PERIOD),
            Score.starts_on == bindparam("starts_on"),
            Score.listed,
            Score.points > literal_column("0"),
        )
        .group_by(Score.points)
        .subquery("people")
    )
    snapshot = cast(func.pg_current_snapshot(), String).label("snapshot")
    nothing = select(literal(1)).subquery("nothing")
    return select(snapshot, people).select_from(nothing.outerjoin(people, true()))


PEOPLE_PER_POINTS = _people_per_points()
