"""Whether the projection in Valkey is what the scores make it."""

from datetime import datetime
from itertools import islice
from uuid import UUID

import redis
from sqlalchemy import Connection, select

from headway.extensions import asking_valkey, db
from headway.leaderboard import projecting, projection
from headway.leaderboard.models import ProjectionMark, Score, Waiting
from headway.leaderboard.windows import Period, Window, board_zone, current


def differences(at: datetime, most: int) -> list[str]:
    """Up to `most` sentences about people whose points differ in the windows of `at`; raises `redis.RedisError`.

    The projector is kept out meanwhile. Whoever has written since waits in its queue and is left out.
    """
    projecting.project(at)
    with asking_valkey() as client, db.engine.begin() as connection:
        projecting.keep_others_out(connection)
        if not projection.has_mark(client, connection.scalars(select(ProjectionMark.name)).one()):
            return ["The projection in Valkey has lost its place: the board answers from PostgreSQL."][:most]
        found = [
            (person, window)
            for window in (current(period, board_zone(), at) for period in Period)
            for person in _differing(connection, client, window)
        ]
        waiting = set(connection.scalars(select(Waiting.owner_id)))
    sentences = (
        f"{person}: the projection of {window.period} from {window.starts_on} doesn't have the points of the score"
        for person, window in found
        if person not in waiting
    )
    return list(islice(sentences, most))


def _differing(connection: Connection, client: redis.Redis, window: Window) -> set[UUID]:
    projected = projection.read(client, window)
    rows = connection.execute(
        select(Score.owner_id, Score.points).where(
            Score.period == window.period, Score.starts_on == window.starts_on, Score.listed, Score.points > 0
        )
    )
    scores = {row.owner_id: row.points for row in rows}
    return {person for person, _ in projected.items() ^ scores.items()}
