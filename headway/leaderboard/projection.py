"""The projection in Valkey: a sorted set for each window (member: the person's id, score: points), and its mark.

The score is the points alone. A double holds 53 bits, too few for points and the instant at which they were reached:
ties are settled in PostgreSQL, and Valkey answers only how many people have more.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import redis
from redis.client import Pipeline

from headway.extensions import asking_valkey
from headway.leaderboard.census import Census
from headway.leaderboard.windows import Period, Window

MARK = "headway:leaderboard:mark"
NOBODY = "nobody"
KEPT_AFTER_END = timedelta(minutes=10)  # for servers whose clocks lag
ASIDE_SECONDS = 3600
SCANNED_AT_ONCE = 1_000


@dataclass(frozen=True)
class Asker:
    """Who asks, with the points that they have on the board at this moment: 0 for somebody who is not on it."""

    id: UUID
    points: int


def key(window: Window) -> str:
    """The key of a window's sorted set, such as `headway:leaderboard:week:2026-08-17`."""
    name = f"headway:leaderboard:{window.period.value}"
    return name if window.period is Period.ALL else f"{name}:{window.starts_on}"


def key_aside(window: Window) -> str:
    """The key under which a window is built anew."""
    return f"headway:leaderboard:aside:{key(window).removeprefix('headway:leaderboard:')}"


def census(window: Window, wanted: set[int], mark: UUID, asker: Asker | None) -> Census | None:
    """The answers for the numbers of points `wanted`; None unless Valkey has the state that `mark` names.

    Where the projection has yet to follow the asker's last act, their old score is counted out and the new one in.
    """
    ordered = sorted(wanted)
    try:
        with asking_valkey() as client, client.pipeline(transaction=True) as questions:
            questions.get(MARK)
            questions.zcard(key(window))
            questions.zscore(key(window), str(asker.id) if asker else NOBODY)
            for points in ordered:
                questions.zcount(key(window), f"({points}", "+inf")
            found, participants, then, *above = questions.execute()
    except redis.RedisError:
        return None
    if found != _text(mark):
        return None
    now, then = asker.points if asker else 0, int(then or 0)
    moved = (number + (now > points) - (then > points) for points, number in zip(ordered, above, strict=True))
    return Census(participants + (now > 0) - (then > 0), dict(zip(ordered, moved, strict=True)))


def has_mark(client: redis.Redis, mark: UUID) -> bool:
    """Whether Valkey has the state that `mark` names."""
    return bool(client.get(MARK) == _text(mark))


def read(client: redis.Redis, window: Window) -> dict[UUID, int]:
    """Everybody in a window, with their points, read in parts that each take a moment."""
    return {
        UUID(member.decode()): int(points) for member, points in client.zscan_iter(key(window), count=SCANNED_AT_ONCE)
    }


def follow(
    client: redis.Redis,
    people: Iterable[UUID],
    totals: Mapping[Window, Mapping[UUID, int]],
    at: datetime,
    zone: str,
    mark: UUID,
) -> None:
    """Set the people's totals, which are absolute, in every window of `totals`, and the mark with them."""
    members = [str(person) for person in people]
    with client.pipeline(transaction=True) as writes:
        for window, points in totals.items():
            writes.zrem(key(window), *members)
            if points:
                writes.zadd(key(window), {str(person): number for person, number in points.items()})
            expire(writes, window, at, zone)
        writes.set(MARK, str(mark))
        writes.execute()


def add_aside(client: redis.Redis, window: Window, points: Mapping[UUID, int]) -> None:
    """Add people to a window that is built anew; one that is never finished goes after an hour."""
    with client.pipeline(transaction=False) as writes:
        writes.zadd(key_aside(window), {str(person): number for person, number in points.items()})
        writes.expire(key_aside(window), ASIDE_SECONDS)
        writes.execute()


def clear_aside(client: redis.Redis, windows: Iterable[Window]) -> None:
    """Forget what an unfinished building has left."""
    client.unlink(*(key_aside(window) for window in windows))


def put_in_place(client: redis.Redis, windows: Mapping[Window, bool], at: datetime, zone: str, mark: UUID) -> None:
    """Let the windows built aside take the place of the old ones, all at once; True stands for one with people in it.

    UNLINK first: RENAME alone would free the old set's hundred thousand members while everybody waits.
    """
    with client.pipeline(transaction=True) as writes:
        for window, has_people in windows.items():
            writes.unlink(key(window))
            if has_people:
                writes.rename(key_aside(window), key(window))
                writes.persist(key(window))
                expire(writes, window, at, zone)
        writes.set(MARK, str(mark))
        writes.execute()


def expire(writes: Pipeline, window: Window, at: datetime, zone: str) -> None:
    """Let a window go soon after its end. The time left is counted from `at` (UTC): Valkey's clock plays no part."""
    ends_at = window.ends_at(zone)
    if ends_at is not None:
        writes.expire(key(window), max(1, int((ends_at - at + KEPT_AFTER_END).total_seconds())))


def _text(mark: UUID) -> bytes:
    return str(mark).encode()
