"""The board in three places: the scores by SQL, the projection in Valkey, and what people are shown."""

from uuid import UUID

import redis

from tests.faults.cluster import Cluster
from tests.faults.writing import Writer

SCORES = "SELECT owner_id, points FROM scores WHERE period = 3 AND listed AND points > 0"
KEY, MARK = "headway:leaderboard:all", "headway:leaderboard:mark"


def by_sql(cluster: Cluster) -> dict[UUID, int]:
    """Everybody's points of all time."""
    with cluster.connect() as connection:
        return {owner: points for owner, points in connection.execute(SCORES)}  # noqa: C416 (rows are tuples)


def in_valkey(cluster: Cluster) -> dict[UUID, int]:
    """The same as Valkey has it."""
    return {UUID(member.decode()): int(points) for member, points in cluster.admin().zscan_iter(KEY)}


def is_projected(cluster: Cluster) -> bool:
    """Whether Valkey has followed: the same mark, the same points, nobody waits."""
    with cluster.connect() as connection:
        row = connection.execute("SELECT name, (SELECT count(*) FROM projection_queue) FROM projection_mark").fetchone()
    try:
        mark, shown = cluster.admin().get(MARK), in_valkey(cluster)
    except redis.RedisError:
        return False  # it is starting
    return row is not None and row[1] == 0 and mark == str(row[0]).encode() and shown == by_sql(cluster)


def rank_shown(writer: Writer) -> int | None:
    """The place that the person is shown."""
    you = writer.visitors[0].call("GET", "/api/analytics/leaderboard", params={"window": "all"}).json()["you"]
    return you["rank"] if you else None


def rank_of(writer: Writer, scores: dict[UUID, int]) -> int | None:
    """The place that the person has."""
    own = scores.get(UUID(str(writer.user["id"])))
    return 1 + sum(points > own for points in scores.values()) if own else None
