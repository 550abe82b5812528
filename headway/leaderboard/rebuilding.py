"""Days and scores once more from the ledger, for `leaderboard rebuild` and for whoever has filled the ledger by itself.

`rebuild_days` and `rebuild_scores` take the ids of some people, or None for everybody, and write only what differs. The
caller holds the tallies of these people, or has the database for itself.
"""

from collections.abc import Iterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Connection, FromClause, Select, any_, delete, exists, literal, or_, select, text
from sqlalchemy.dialects.postgresql import insert

from headway.accounts.models import User
from headway.accounts.tallies import Tally
from headway.extensions import db
from headway.leaderboard.models import Score, ScoreDay
from headway.leaderboard.recounting import days_from_ledger, scores_from_ledger

PEOPLE_AT_ONCE = 2_000


def rebuild() -> Iterator[int]:
    """Mend the days and scores of all people while others work; yields how many people each step has seen to."""
    after: UUID | None = None
    while people := _next_people(after):
        with db.engine.begin() as connection:
            connection.execute(text("SET LOCAL statement_timeout = 0"))
            connection.execute(text("SET LOCAL lock_timeout = 0"))
            mine = Tally.owner_id == any_(literal(people))
            connection.execute(select(Tally.owner_id).where(mine).order_by(Tally.owner_id).with_for_update())
            rebuild_days(connection, people)
            rebuild_scores(connection, people)
        yield len(people)
        after = people[-1]


def rebuild_days(connection: Connection, owners: Sequence[UUID] | None = None) -> int:
    """Make `score_days` what the ledger says; how many rows were wrong."""
    return _replace(connection, ScoreDay.__table__, days_from_ledger(owners), owners)


def rebuild_scores(connection: Connection, owners: Sequence[UUID] | None = None) -> int:
    """Make `scores` what the ledger and the accounts say; how many rows were wrong."""
    return _replace(connection, Score.__table__, scores_from_ledger(owners), owners)


def _replace(connection: Connection, table: Any, query: Select[Any], owners: Sequence[UUID] | None) -> int:
    """Insert the rows that are missing, update those that differ, and delete those that should not be."""
    right = query.subquery("right_rows")
    keys = [column.name for column in table.primary_key]
    others = [column.name for column in table.columns if column.name not in keys]
    rows = insert(table).from_select([*keys, *others], select(*(right.c[name] for name in (*keys, *others))))
    differs = or_(*(table.c[name].is_distinct_from(rows.excluded[name]) for name in others))
    changes = {name: rows.excluded[name] for name in others}
    upsert = rows.on_conflict_do_update(index_elements=keys, set_=changes, where=differs)
    return connection.execute(upsert).rowcount + connection.execute(_stale(table, right, owners)).rowcount


def _stale(table: Any, right: FromClause, owners: Sequence[UUID] | None) -> Any:
    is_right = exists().where(*(right.c[column.name] == column for column in table.primary_key))
    stale = delete(table).where(~is_right)
    return stale if owners is None else stale.where(table.c.owner_id == any_(literal(list(owners))))


def _next_people(after: UUID | None) -> list[UUID]:
    query = select(User.id).order_by(User.id).limit(PEOPLE_AT_ONCE)
    with db.engine.connect() as connection:
        return list(connection.scalars(query if after is None else query.where(User.id > after)))
