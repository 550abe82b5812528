"""What an operator does with other people's accounts."""

from datetime import datetime

from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from headway.accounts import passwords, people, sessions
from headway.accounts.models import User
from headway.accounts.password_choice import check_choice
from headway.accounts.schemas import Registration
from headway.accounts.service import refuse_taken_email
from headway.database import transaction
from headway.errors import NotFound
from headway.extensions import db


class NoSuchAccount(NotFound):
    """There is no account with that email."""


def create(form: Registration, at: datetime) -> User:
    """Make an account without signing in; raises `Invalid` and `EmailTaken`."""
    check_choice(form.password, "password", form.name, form.email)
    password_hash = passwords.hash_password(form.password)
    try:
        with transaction():
            return people.add(form.name, form.email, password_hash, form.timezone, at)
    except IntegrityError as error:
        refuse_taken_email(error)


def disable(email: str, at: datetime) -> None:
    """Let the person in no more, and end their sessions; raises `NoSuchAccount`."""
    with transaction() as after_commit:
        user = _find(email)
        user.disabled_at = user.disabled_at or at
        sessions.end_all(user.id, after_commit)


def enable(email: str) -> None:
    """Let the person in again; raises `NoSuchAccount`."""
    with transaction():
        _find(email).disabled_at = None


def reset_password(email: str, password: str) -> None:
    """Give the person a new password, and end their sessions; raises `NoSuchAccount` and `Invalid`."""
    with transaction():
        user = _find(email)
    check_choice(password, "password", user.name, user.email)
    password_hash = passwords.hash_password(password)
    with transaction() as after_commit:
        _find(email).password_hash = password_hash
        sessions.end_all(user.id, after_commit)


def sign_out(email: str) -> int:
    """End the person's sessions; how many there were. Raises `NoSuchAccount`."""
    with transaction() as after_commit:
        return sessions.end_all(_find(email).id, after_commit)


def _find(email: str) -> User:
    key = people.email_key(email.strip())
    user = db.session.scalar(select(User).where(User.email_key == key, User.deleted_at.is_(None)))
    if user is None:
        raise NoSuchAccount
    return user
