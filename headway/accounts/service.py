"""What people do with their accounts. Passwords are hashed and checked outside of transactions."""

import logging
from datetime import datetime
from typing import NoReturn

from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from headway.accounts import passwords, people, sessions, tallies, throttle
from headway.accounts.announcing import announce, announcements, tell
from headway.accounts.models import User
from headway.accounts.password_choice import check_choice
from headway.accounts.person import Person
from headway.accounts.proving import prove
from headway.accounts.schemas import Credentials, PasswordChange, ProfileChanges, Registration
from headway.accounts.sessions import Device
from headway.accounts.tokens import Grant
from headway.database import transaction
from headway.errors import Conflict, FieldError, Invalid, NotSignedIn
from headway.extensions import db

security = logging.getLogger("headway.security")


class EmailTaken(Conflict):
    """That email already has an account: sign in instead."""


class WrongCredentials(NotSignedIn):
    """That email and password don't match."""


def register(form: Registration, device: Device, at: datetime) -> tuple[User, Grant]:
    """Make an account and sign its person in; raises `Invalid`, `EmailTaken`, `TooManyRequests`."""
    check_choice(form.password, "password", form.name, form.email)
    with transaction():
        throttle.spend(throttle.REGISTRATIONS, throttle.network_of(device.address))
    password_hash = passwords.hash_password(form.password)
    try:
        with transaction() as after_commit:
            user = people.add(form.name, form.email, password_hash, form.timezone, at)
            return user, sessions.open_session(user.id, device, after_commit)
    except IntegrityError as error:
        refuse_taken_email(error)


def log_in(form: Credentials, device: Device) -> tuple[User, Grant]:
    """Sign a person in; raises `WrongCredentials` and `TooManyRequests`.

    Whether the address is unknown, the password wrong or the account disabled: answer, time and counts are the same.
    """
    key = people.email_key(form.email)
    with transaction():
        user = db.session.scalar(select(User).where(User.email_key == key, User.disabled_at.is_(None)))
    is_proven = prove(key, form.password, user.password_hash if user else None, device.address)
    if user is None or not is_proven:
        security.warning("wrong credentials")
        raise WrongCredentials
    is_outdated = passwords.needs_rehash(user.password_hash)
    renewed = passwords.hash_password(form.password) if is_outdated else user.password_hash
    with transaction() as after_commit:
        if is_outdated:
            db.session.execute(update(User).where(User.id == user.id).values(password_hash=renewed))
        return user, sessions.open_session(user.id, device, after_commit)


def update_profile(person: Person, changes: ProfileChanges, at: datetime) -> User:
    """Apply the changes given."""
    with transaction() as after_commit:
        tallies.lock(person.id)
        user = db.session.get_one(User, person.id)
        given = {name: value for name, value in changes.given().items() if getattr(user, name) != value}
        for name, value in given.items():
            setattr(user, name, value)
        if given:
            announce(announcements().changed, user, at)
            after_commit(tell, user.id)
    return user


def change_password(person: Person, form: PasswordChange, address: str) -> None:
    """Set a new password and end the person's other sessions; raises `Invalid`, `TooManyRequests`."""
    check_choice(form.new_password, "new_password", person.name, person.email)
    prove_again(person, form.current_password, "current_password", address)
    password_hash = passwords.hash_password(form.new_password)
    with transaction() as after_commit:
        db.session.execute(update(User).where(User.id == person.id).values(password_hash=password_hash))
        sessions.end_all(person.id, after_commit, but=person.session_id)
    security.info("password changed", extra={"person": str(person.id), "session": str(person.session_id)})


def prove_again(person: Person, password: str, field: str, address: str) -> None:
    """Raise `Invalid` for `field` unless the password is the signed-in person's.

    Not 401: a client would take that for an access token that has run out, refresh, and try again for ever.
    """
    with transaction():
        user = db.session.get_one(User, person.id)
    if not prove(user.email_key, password, user.password_hash, address):
        security.warning("wrong current password", extra={"person": str(person.id)})
        raise Invalid.field(field, "That isn’t your password.")


def refuse_taken_email(error: IntegrityError) -> NoReturn:
    """Raise `EmailTaken` for the violation of its constraint; any other is a fault."""
    constraint = getattr(getattr(error.orig, "diag", None), "constraint_name", None)
    if constraint == "uq_users_email_key":
        raise EmailTaken(errors=[FieldError("email", "That email already has an account.")]) from error
    raise error
