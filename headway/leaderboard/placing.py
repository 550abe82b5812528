"""The statement behind the board: first rows, the asker's own row and its neighbours, each one range of one index."""

from typing import Any

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Date,
    FromClause,
    Integer,
    Interval,
    Select,
    Text,
    Uuid,
    and_,
    bindparam,
    cast,
    func,
    literal,
    literal_column,
    select,
    true,
    tuple_,
    union_all,
)

from headway.accounts.models import User
from headway.leaderboard.models import ProjectionMark, Score, Waiting
from headway.leaderboard.windows import PERIOD

NEIGHBOURS = 2
ASKER: Any = bindparam("asker", type_=Uuid())
WINDOW = and_(
    Score.period == bindparam("period", type_=PERIOD), Score.starts_on == bindparam("starts_on", type_=Date())
)
# As in the index, word by word: PostgreSQL must see that it may use it.
ON_BOARD = and_(WINDOW, Score.listed, Score.points > literal_column("0"))
NEGATED: ColumnElement[Any] = literal_column("(- scores.points)")
KEY = (NEGATED, Score.reached_at, Score.joined_at, Score.owner_id)
COLUMNS = (Score.owner_id, Score.points, Score.completed, Score.reached_at, Score.joined_at, Score.listed)


def _board() -> Select[Any]:
    """Rows of the parts `entry`, `own`, `above` and `below`, in no order; at least one row, with the state of things.

    `mark` names the state of the projection that these tables know, and `is_behind` says that it misses something of
    more than half a second ago.
    """
    own = select(*COLUMNS, _xmin().label("xmin")).where(WINDOW, Score.owner_id == ASKER).cte("own")
    nobody = cast(None, BigInteger()).label("xmin")
    entries = select(*_part("entry"), nobody).where(ON_BOARD).order_by(*KEY).limit(bindparam("limit", type_=Integer()))
    parts = [select(entries.subquery("entries")), select(literal("own", Text()).label("part"), own)]
    parts += [select(_beside(own, "above", nobody)), select(_beside(own, "below", nobody))]
    rows = union_all(*parts).subquery("rows")
    state = _state()
    return select(state, rows, User.name, User.leaderboard).select_from(
        state.outerjoin(rows, true()).outerjoin(User, User.id == rows.c.owner_id)
    )


def _beside(own: FromClause, part: str, nobody: ColumnElement[Any]) -> FromClause:
    """The two rows of the board before or after the asker's own, if that is on it."""
    place = tuple_(-own.c.points, own.c.reached_at, own.c.joined_at, own.c.owner_id)
    is_above = part == "above"
    rows = (
        select(*_part(part), nobody)
        .where(ON_BOARD, tuple_(*KEY) < place if is_above else tuple_(*KEY) > place)
        .order_by(*(key.desc() if is_above else key for key in KEY))
        .limit(literal_column(str(NEIGHBOURS)))
        .lateral(part)
    )
    is_on_board = and_(own.c.listed, own.c.points > literal_column("0"))
    return select(*rows.c).select_from(own.join(rows, is_on_board)).subquery(f"{part}_own")


def _state() -> FromClause:
    patience = literal_column("interval '0.5 seconds'", Interval())
    # Identities are given out in the order of time, nearly: the first row waits the longest.
    oldest = select(Waiting.since).order_by(Waiting.id).limit(literal_column("1")).scalar_subquery()
    is_behind = func.coalesce(oldest < func.now() - patience, literal_column("false"))
    return select(ProjectionMark.name.label("mark"), is_behind.label("is_behind")).subquery("state")


def _part(name: str) -> tuple[Any, ...]:
    return (literal(name, Text()).label("part"), *COLUMNS)


def _xmin() -> ColumnElement[Any]:
    """The transaction that wrote the row."""
    return cast(cast(literal_column("scores.xmin"), Text()), BigInteger())


BOARD = _board()
