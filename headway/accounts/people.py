"""Making a person: the one way, for registration and the command line; demo data copies its people in as rows."""

import unicodedata
from datetime import datetime

from headway.accounts.announcing import announce, announcements
from headway.accounts.models import Listing, User
from headway.accounts.tallies import Tally
from headway.extensions import db


def email_key(email: str) -> str:
    """What addresses are compared by: NFKC and case folding, repeated until nothing changes.

    Once is not enough: the folding of some letters can be normalised again, and two keys of one address would differ.
    """
    while (folded := unicodedata.normalize("NFKC", email).casefold()) != email:
        email = folded
    return email


def add(name: str, email: str, password_hash: str, timezone: str, at: datetime) -> User:
    """The new person, with their tally, inside the caller's transaction.

    Raises SQLAlchemy's `IntegrityError` (constraint `uq_users_email_key`) when the address has an account.
    """
    user = User(
        name=name,
        email=email,
        email_key=email_key(email),
        password_hash=password_hash,
        timezone=timezone,
        leaderboard=Listing.NAME.value,
        created_at=at,
    )
    db.session.add(user)
    db.session.flush()
    db.session.add(Tally(owner_id=user.id, event_number=0, line_number=0))
    db.session.flush()
    announce(announcements().registered, user, at)
    return user
