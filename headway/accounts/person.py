"""The person of a request."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from flask import g


@dataclass(frozen=True)
class Person:
    """Who is signed in, read together with their session in one statement at the start of the request."""

    id: UUID
    name: str
    email: str
    timezone: str
    leaderboard: str
    created_at: datetime
    session_id: UUID
    event_number: int


def current_person() -> Person:
    """The person of this request; only behind `guard.require_login`."""
    person: Person = g.person
    return person
