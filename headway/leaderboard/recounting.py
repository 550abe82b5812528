"""What days and scores must be, from the ledger and the accounts: the queries that `rebuild` and `verify` share."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    Date,
    Integer,
    Select,
    and_,
    any_,
    case,
    cast,
    column,
    func,
    literal,
    literal_column,
    select,
    true,
)

from headway.accounts.models import Listing, User
from headway.leaderboard.models import Line
from headway.leaderboard.points import DAILY_CAP
from headway.leaderboard.windows import ALL_TIME, PERIOD, Period


def days_from_ledger(owners: Sequence[UUID] | None = None) -> Select[Any]:
    """`owner_id, day, raw, completed` of the days of these people, or of everybody."""
    columns: list[Any] = [
        Line.owner_id,
        Line.day,
        cast(func.sum(Line.points), Integer).label("raw"),
        cast(func.sum(func.sign(Line.points)), Integer).label("completed"),
    ]
    return _of(owners, select(*columns)).group_by(Line.owner_id, Line.day)


def scores_from_ledger(owners: Sequence[UUID] | None = None) -> Select[Any]:
    """All columns of the scores of these people, or of everybody."""
    reached_at = func.max(Line.at).filter(Line.counted != literal_column("0"))
    days = days_from_ledger(owners).add_columns(reached_at.label("reached_at")).subquery("days")
    code = column("code", Integer())
    codes = func.generate_series(0, len(Period) - 1).table_valued(code, name="codes").render_derived()
    by_window = (
        select(days, codes.c.code.label("code"), _starts_on(codes.c.code, days.c.day).label("starts_on"))
        .select_from(days.join(codes, true()))
        .subquery("by_window")
    )
    columns: list[Any] = [
        by_window.c.owner_id,
        cast(by_window.c.code, PERIOD).label("period"),
        by_window.c.starts_on,
        cast(func.sum(func.least(by_window.c.raw, DAILY_CAP)), Integer).label("points"),
        cast(func.sum(by_window.c.completed), Integer).label("completed"),
        func.max(by_window.c.reached_at).label("reached_at"),
        User.created_at.label("joined_at"),
        and_(User.leaderboard != literal(Listing.HIDDEN.value), User.deleted_at.is_(None)).label("listed"),
    ]
    keys = (by_window.c.owner_id, by_window.c.code, by_window.c.starts_on)
    return select(*columns).join(User, User.id == by_window.c.owner_id).group_by(*keys, User.id)


def _starts_on(code: Any, day: Any) -> Any:
    """The first day of the window that holds `day`, as `windows.window_of` has it: weeks begin on Monday for both."""
    return case(
        (code == Period.TODAY.sql, day),
        (code == Period.WEEK.sql, cast(func.date_trunc("week", day), Date())),
        (code == Period.MONTH.sql, cast(func.date_trunc("month", day), Date())),
        else_=literal(ALL_TIME),
    )


def _of(owners: Sequence[UUID] | None, query: Select[Any]) -> Select[Any]:
    return query if owners is None else query.where(Line.owner_id == any_(literal(list(owners))))
