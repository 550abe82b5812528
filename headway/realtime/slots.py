"""At most six streams a person, on however many servers: a sorted set of leases in Valkey.

A lease runs out by itself when its server died. While Valkey is away each server counts its own streams.
"""

import time
from collections.abc import Sequence
from contextlib import suppress
from uuid import UUID

import redis

from headway.extensions import asking_valkey
from headway.realtime.pacing import a_few_at_a_time
from headway.realtime.stream import HEARTBEAT_SECONDS, Stream

MOST_PER_PERSON = 6
LEASE_SECONDS = 2.5 * HEARTBEAT_SECONDS


def take(stream: Stream) -> bool:
    """Take a slot for a stream; False when its owner has none left. True where Valkey can't be asked."""
    key, now = _key(stream.owner_id), time.time()
    try:
        with asking_valkey() as client:
            pipeline = client.pipeline(transaction=True)
            pipeline.zremrangebyscore(key, "-inf", now - LEASE_SECONDS)
            pipeline.zadd(key, {str(stream.id): now})
            pipeline.zcard(key)
            pipeline.expire(key, int(LEASE_SECONDS))
            is_free = pipeline.execute()[2] <= MOST_PER_PERSON
            if not is_free:
                client.zrem(key, str(stream.id))
            return bool(is_free)
    except redis.RedisError:
        return True


def renew(streams: Sequence[Stream]) -> None:
    """Say of streams that they are still open."""
    now = time.time()
    with suppress(redis.RedisError), asking_valkey() as client:
        for few in a_few_at_a_time(streams):
            pipeline = client.pipeline(transaction=False)
            for stream in few:
                pipeline.zadd(_key(stream.owner_id), {str(stream.id): now})
                pipeline.expire(_key(stream.owner_id), int(LEASE_SECONDS))
            pipeline.execute()


def free(stream: Stream) -> None:
    """Give the slot back."""
    with suppress(redis.RedisError), asking_valkey() as client:
        client.zrem(_key(stream.owner_id), str(stream.id))


def _key(owner_id: UUID) -> str:
    return f"headway:streams:{owner_id}"
