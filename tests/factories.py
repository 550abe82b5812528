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


# Statuses and priorities in even shares, every fourth task without a date, forty days around today for the others.
FILL = """
INSERT INTO tasks (owner_id, id, title, title_key, description, description_key, status, priority, due_date,
                   created_at, updated_at, completed_at, version)
SELECT %(owner)s, gen_random_uuid(), 'Task ' || i, 'task ' || i, '', '', i %% 3, 1 + i / 3 %% 3,
       CASE WHEN i %% 4 > 0 THEN date '2026-03-04' + i %% 41 - 20 END,
       at, at + i %% 7 * interval '1 day', CASE WHEN i %% 3 = 2 THEN at END, 1
FROM generate_series(1, %(tasks)s) AS i, LATERAL (SELECT timestamptz '2026-01-01' + i * interval '1 minute' AS at) AS t
RETURNING id
"""
COUNT = """
INSERT INTO counts (owner_id, trashed, status, priority, tasks)
SELECT owner_id, false, status, priority, count(*) FROM tasks WHERE owner_id = %(owner)s GROUP BY 1, 3, 4
"""


def fill(app, owner, count):
    """Give a person many tasks of all kinds at once; their ids in the order of creation."""
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    with engine.begin() as connection:
        # A busy machine may take longer over many than a request would ever be given.
        connection.exec_driver_sql("SET LOCAL statement_timeout = 60000")
        rows = connection.exec_driver_sql(FILL, {"owner": owner.id, "tasks": count}).scalars().all()
        connection.exec_driver_sql(COUNT, {"owner": owner.id})
    return [str(task_id) for task_id in rows]
