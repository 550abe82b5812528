"""What a person has earned on days of the board, after the cap: for the numbers that others show."""

from typing import Any

from sqlalchemy import ColumnElement, Select, func, select

from headway.leaderboard.models import ScoreDay
from headway.leaderboard.points import DAILY_CAP

POINTS: ColumnElement[Any] = func.least(ScoreDay.raw, DAILY_CAP)


def points_on(owner: ColumnElement[Any], day: ColumnElement[Any]) -> ColumnElement[Any]:
    """The owner's points of one day, within another statement."""
    points = select(POINTS).where(ScoreDay.owner_id == owner, ScoreDay.day == day).scalar_subquery()
    return func.coalesce(points, 0)


def points_by_day(owner: ColumnElement[Any], first: ColumnElement[Any], last: ColumnElement[Any]) -> Select[Any]:
    """`day, points` of the days from `first` to `last` on which the owner has earned."""
    columns: list[Any] = [ScoreDay.day, POINTS.label("points")]
    return select(*columns).where(ScoreDay.owner_id == owner, ScoreDay.day.between(first, last))
