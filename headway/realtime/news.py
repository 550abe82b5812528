"""News between servers: that something was committed, never what. Who is told so reads PostgreSQL.

Valkey carries them on one channel. It promises nothing: what is lost there, and all while it is away, is found by the
hubs, which look into PostgreSQL by themselves.
"""

import logging
import time
from collections.abc import Sequence
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID

import redis
from flask import Flask, current_app

from headway.activity import Change
from headway.extensions import asking_valkey, valkey
from headway.leaderboard.points import points_move

logger = logging.getLogger(__name__)

PING_SECONDS = 1.0
SILENCE_SECONDS = 2.5  # longer than a ping takes when all is well: the connection is dead, or the server stands still
PAUSE_SECONDS = 1.0


class News(StrEnum):
    """What may have changed about a person."""

    TASKS = "tasks"
    POINTS = "points"  # and tasks
    PERSON = "person"  # their account, or which sessions count


class Listener(Protocol):
    """Who is told, until it `is_draining` and wants to know nothing more."""

    is_draining: bool

    def hear(self, kind: News, person_id: UUID) -> None:
        """Take a piece of news."""

    def reach(self, is_reached: bool) -> None:
        """Take note that Valkey came (from now on all news are heard) or went."""


def tell_of_changes(owner_id: UUID, changes: Sequence[Change[Any]]) -> None:
    """Tell all hubs of changes of a person's tasks."""
    tell(News.POINTS if points_move(changes) else News.TASKS, owner_id)


def tell_of_person(person_id: UUID) -> None:
    """Tell all hubs that a person's account or sessions have changed."""
    tell(News.PERSON, person_id)


def tell(news: News, person_id: UUID) -> None:
    """Tell all hubs; the one of this process also when Valkey is away."""
    try:
        with asking_valkey() as client:
            client.publish(channel(client), f"{news} {person_id}")
    except redis.RedisError:
        current_app.extensions["headway.hub"].hear(news, person_id)


def listen(app: Flask, listener: Listener) -> None:
    """Pass all news on to `listener` until it is draining."""
    while not listener.is_draining:
        try:
            with app.app_context():
                _listen(listener)
        except redis.RedisError as error:
            logger.info("no news from valkey", extra={"reason": type(error).__name__})
        except Exception:
            logger.exception("listening for news failed")
        listener.reach(False)
        time.sleep(PAUSE_SECONDS)


def channel(client: redis.Redis) -> str:
    """The channel of this installation: a number of a database keeps keys apart, but not channels."""
    return f"headway:news:{client.connection_pool.connection_kwargs.get('db', 0)}"


def _listen(listener: Listener) -> None:
    client = valkey()
    with client.pubsub() as subscription:  # type: ignore[no-untyped-call]
        subscription.subscribe(channel(client))
        heard_at = time.monotonic()
        while time.monotonic() - heard_at < SILENCE_SECONDS and not listener.is_draining:
            message = subscription.get_message(timeout=PING_SECONDS)
            if message is None:
                subscription.ping()
                continue
            heard_at = time.monotonic()
            if message["type"] == "subscribe":
                listener.reach(True)
            elif message["type"] == "message":
                _pass_on(message["data"], listener)


def _pass_on(message: bytes, listener: Listener) -> None:
    news, _, person_id = message.decode().partition(" ")
    try:
        listener.hear(News(news), UUID(person_id))
    except ValueError:
        logger.warning("news that nobody understands: is a server of another version running?")
