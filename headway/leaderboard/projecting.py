"""The projector: lets the projection in Valkey follow the scores, one process at a time.

The mark is written twice: in Valkey with the totals, in one MULTI, then in PostgreSQL with the queue that they empty,
in one transaction. Whatever is lost on either side, the names then differ, the board answers from PostgreSQL, and the
next run builds the projection anew.
"""

import logging
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from itertools import groupby
from uuid import UUID, uuid4

import redis
from prometheus_client import Gauge
from sqlalchemy import ColumnElement, Connection, and_, delete, func, or_, select, true, update

from headway import maintenance
from headway.activity import Change
from headway.database import fetch_one
from headway.extensions import asking_valkey, db
from headway.leaderboard import projection
from headway.leaderboard.models import ProjectionMark, Score, Waiting
from headway.leaderboard.points import points_move
from headway.leaderboard.windows import Period, Window, board_zone, current, window_of
from headway.tasks.snapshot import Snapshot

logger = logging.getLogger(__name__)

CHORE = "projection"
EVERY_SECONDS = 0.25
LOCK = 4_771_095  # any number, the same for all servers of one database
MOST_AT_ONCE = 1_000
LONGEST_QUEUE = 10_000
WAITING = Gauge(
    "headway_projection_waiting",
    f"Changes that the board's projection has yet to follow; {MOST_AT_ONCE} stands for all above.",
    multiprocess_mode="livemax",
)
NO_TIMEOUT = ("statement_timeout", "0")
# A server whose clock lags still asks for the window that has just ended.
CLOCKS_DIFFER_BY = timedelta(minutes=1)


def project(at: datetime) -> None:
    """Let the projection follow what waits, or build it anew where it has lost its place; a no-op without news."""
    try:
        with asking_valkey() as client:
            if not _is_current(client):
                _catch_up(client, at)
    except redis.RedisError:
        _drop_long_queue()


def hasten(owner_id: UUID, changes: Sequence[Change[Snapshot]]) -> None:
    """Have the projector run soon when `changes` move points: the act itself never waits for Valkey."""
    if points_move(changes):
        maintenance.hasten(CHORE)


def rebuild(at: datetime) -> None:
    """Build the projection anew from the scores; raises `redis.RedisError`. Waits for a projector at work."""
    with asking_valkey() as client, db.engine.begin() as connection:
        keep_others_out(connection)
        _build_anew(connection, client, at)


def keep_others_out(connection: Connection) -> None:
    """Wait, however long, for a projector at work; no other one works until the transaction ends."""
    connection.execute(select(func.set_config("lock_timeout", "0", true()), func.set_config(*NO_TIMEOUT, true())))
    connection.execute(select(func.pg_advisory_xact_lock(LOCK)))


def _is_current(client: redis.Redis) -> bool:
    waiting = select(Waiting.id).limit(MOST_AT_ONCE).subquery()
    number = select(func.count()).select_from(waiting).scalar_subquery()
    state = fetch_one(select(ProjectionMark.name, number.label("waiting")))
    WAITING.set(state.waiting if state else 0)
    return state is not None and not state.waiting and projection.has_mark(client, state.name)


def _catch_up(client: redis.Redis, at: datetime) -> None:
    with db.engine.begin() as connection:
        if not connection.scalar(select(func.pg_try_advisory_xact_lock(LOCK))):
            return
        mark = connection.scalars(select(ProjectionMark.name)).one()
        if projection.has_mark(client, mark):
            _follow(connection, client, at)
        else:
            _build_anew(connection, client, at)


def _follow(connection: Connection, client: redis.Redis, at: datetime) -> None:
    """Bring over the totals, as they are now, of the people who have waited longest."""
    first = select(Waiting.id).order_by(Waiting.id).limit(MOST_AT_ONCE)
    waiting = delete(Waiting).where(Waiting.id.in_(first)).returning(Waiting.owner_id)
    people = set(connection.scalars(waiting))
    totals: dict[Window, dict[UUID, int]] = {window: {} for window in _windows(at)}
    # Read after the queue: what is in the tables by now may be newer than the queue, never older.
    rows = connection.execute(
        select(Score.owner_id, Score.period, Score.starts_on, Score.points).where(
            Score.owner_id.in_(people), Score.listed, Score.points > 0, _is_shown(at)
        )
    )
    for owner_id, period, starts_on, points in rows:
        totals.setdefault(window_of(period, starts_on), {})[owner_id] = points
    mark = _renew_mark(connection)
    projection.follow(client, people, totals, at, board_zone(), mark)


def _build_anew(connection: Connection, client: redis.Redis, at: datetime) -> None:
    """Build every window aside, then put all in place at once."""
    # Everybody's scores are read: on a large database that takes longer than a request may.
    connection.execute(select(func.set_config(*NO_TIMEOUT, true())))
    # Before the scores are read: whoever writes from now on waits for the next run.
    connection.execute(delete(Waiting))
    windows = dict.fromkeys(_windows(at), False)
    projection.clear_aside(client, windows)
    for window, people in _everybody(connection, at):
        windows[window] = True
        projection.add_aside(client, window, people)
    mark = _renew_mark(connection)
    projection.put_in_place(client, windows, at, board_zone(), mark)
    logger.info("built the projection of the leaderboard", extra={"windows": len(windows)})


def _everybody(connection: Connection, at: datetime) -> Iterator[tuple[Window, dict[UUID, int]]]:
    """The points of all who are on a board, in parts of one window each."""
    query = (
        select(Score.period, Score.starts_on, Score.owner_id, Score.points)
        .where(Score.listed, Score.points > 0, _is_shown(at))
        .order_by(Score.period, Score.starts_on)
        .execution_options(yield_per=MOST_AT_ONCE)
    )
    rows = connection.execute(query)
    for part in rows.partitions():
        for (period, starts_on), members in groupby(part, key=lambda row: (row.period, row.starts_on)):
            yield window_of(period, starts_on), {row.owner_id: row.points for row in members}


def _renew_mark(connection: Connection) -> UUID:
    mark = uuid4()
    connection.execute(update(ProjectionMark).values(name=mark))
    return mark


def _windows(at: datetime) -> set[Window]:
    """The windows that somebody may ask for at `at`, give or take what clocks differ by."""
    moments = (at - CLOCKS_DIFFER_BY, at, at + CLOCKS_DIFFER_BY)
    return {current(period, board_zone(), moment) for period in Period for moment in moments}


def _is_shown(at: datetime) -> ColumnElement[bool]:
    """The scores of windows that somebody may ask for now or later."""
    ended = at - CLOCKS_DIFFER_BY
    first = {period: current(period, board_zone(), ended).starts_on for period in Period}
    return or_(*(and_(Score.period == period, Score.starts_on >= starts_on) for period, starts_on in first.items()))


def _drop_long_queue() -> None:
    """While Valkey is away for long, forget who waits: by another mark the projection will be built anew."""
    with db.engine.begin() as connection:
        beyond = select(Waiting.id).order_by(Waiting.id).offset(LONGEST_QUEUE).limit(1)
        if connection.scalar(beyond) is not None:
            connection.execute(delete(Waiting))
            _renew_mark(connection)
