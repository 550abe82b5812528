"""What tests of accounts do to the database behind the app's back."""

import pytest
from argon2 import PasswordHasher
from sqlalchemy import select, text, update

from headway.accounts.models import User
from headway.database import fetch_one, transaction
from headway.extensions import db
from tests.factories import PASSWORD


@pytest.fixture
def age_sessions(in_app):
    """Let time pass for a person's sessions: `age_sessions(alice, "1 hour")`."""

    def age(person, interval):
        with transaction():
            db.session.execute(
                text(
                    "UPDATE sessions SET created_at = created_at - i, last_used_at = last_used_at - i,"
                    " idle_until = idle_until - i, absolute_until = absolute_until - i"
                    " FROM (SELECT CAST(:interval AS interval) AS i) AS passed WHERE user_id = :user_id"
                ),
                {"interval": interval, "user_id": person.id},
            )

    return age


@pytest.fixture
def hash_of(in_app):
    """The hash that is stored of a person's password."""
    return lambda person: fetch_one(select(User.password_hash).where(User.id == person.id)).password_hash


@pytest.fixture
def set_hash(in_app):
    """Store the hash of a person's password with other parameters."""

    def store(person, **parameters):
        cheap = PasswordHasher(**({"time_cost": 2, "memory_cost": 19_456, "parallelism": 1} | parameters))
        with transaction():
            db.session.execute(update(User).where(User.id == person.id).values(password_hash=cheap.hash(PASSWORD)))

    return store
