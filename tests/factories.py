"""People and things for tests, made in the database as the services make them, without the wait of a password hash."""

from dataclasses import dataclass
from datetime import datetime
from functools import cache
from uuid import UUID, uuid4

from headway import clock
from headway.accounts import passwords, people, sessions, tokens
from headway.database import transaction

PASSWORD = "correct horse battery staple"


@dataclass(frozen=True)
class Member:
    """A person of the cast, as a test knows them."""

    id: UUID
    name: str
    email: str
    timezone: str
    created_at: datetime
    password: str = PASSWORD


def make_person(name, *, email=None, timezone="UTC", at=None):
    """A person with an account and an address of their own; needs an application context."""
    email = email or f"{name.lower()}-{uuid4().hex[:12]}@people.example"
    with transaction():
        user = people.add(name, email, password_hash(), timezone, at or clock.now())
    return Member(user.id, user.name, user.email, user.timezone, user.created_at)


def sign_in(person, user_agent="tests"):
    """A session of the person's, as signing in would open it: what its tokens are made of."""
    with transaction() as after_commit:
        return sessions.open_session(person.id, sessions.Device(user_agent, "127.0.0.1"), after_commit)


def cookies_of(app, person):
    """The cookies that signing in would set, by name."""
    with app.test_request_context():
        response = app.response_class()
        tokens.set_cookies(response, sign_in(person))
        pairs = [header.partition(";")[0].partition("=") for header in response.headers.getlist("Set-Cookie")]
    return {name: value for name, _, value in pairs}


@cache
def password_hash():
    """The hash of `PASSWORD`, made once: real sign-ins check it, and people are made without its 25 ms."""
    return passwords.hash_password(PASSWORD)
