"""The devices a person is signed in on: opened, refreshed, listed and ended, all by the database's clock."""

import logging
import secrets
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, and_, func, insert, or_, select, update

from headway.accounts import tallies, throttle
from headway.accounts.announcing import tell
from headway.accounts.models import LONGEST_USER_AGENT, Session, User
from headway.accounts.tokens import Claims, Grant
from headway.config import REFRESH_LIFETIME
from headway.database import AfterCommit, fetch_all, transaction
from headway.errors import NotSignedIn
from headway.extensions import db

security = logging.getLogger("headway.security")

MOST_PER_PERSON = 20
ABSOLUTE_LIFETIME = timedelta(days=90)
# A page whose tabs refresh at once, or that never got the reply, comes back with the token it had: it gets the same
# successor. Later than this the token is taken for stolen.
GRACE = timedelta(seconds=20)
GRANTED = (Session.user_id, Session.id, Session.refresh_jti, Session.last_used_at, Session.idle_until)


@dataclass(frozen=True)
class Device:
    """Where somebody signs in: the browser, its IP address, and the session whose cookies came along."""

    user_agent: str
    address: str
    replaces: UUID | None = None


def is_live() -> ColumnElement[bool]:
    """The condition on `Session` and `User` that the session counts at this moment."""
    return and_(_is_running(), User.disabled_at.is_(None))


def honours(jti: Any) -> ColumnElement[bool]:
    """The condition on `Session` that `jti` is its refresh token, or was until a moment ago."""
    is_fresh = Session.last_used_at > func.now() - GRACE
    return or_(Session.refresh_jti == jti, and_(Session.previous_jti == jti, is_fresh))


def open_session(user_id: UUID, device: Device, after_commit: AfterCommit) -> Grant:
    """Sign in a device, inside the caller's transaction; the session it replaces ends, and the oldest beyond 20.

    The person's lock makes the count exact when they sign in on many devices at once.
    """
    tallies.lock(user_id)
    row = db.session.execute(
        insert(Session)
        .values(
            user_id=user_id,
            refresh_jti=_new_jti(),
            user_agent=_readable(device.user_agent),
            idle_until=func.now() + REFRESH_LIFETIME,
            absolute_until=func.now() + ABSOLUTE_LIFETIME,
        )
        .returning(*GRANTED)
    ).one()
    newest_first = ((Session.id == row.id).desc(), Session.last_used_at.desc(), Session.id)
    running = select(Session.id).where(Session.user_id == user_id, _is_running())
    beyond = running.order_by(*newest_first).offset(MOST_PER_PERSON)
    _end(or_(Session.id == device.replaces, Session.id.in_(beyond)), after_commit)
    security.info("signed in", extra={"person": str(user_id), "session": str(row.id)})
    return Grant(*row)


def rotate(claims: Claims) -> Grant:
    """Trade a refresh token for its successor; raises `NotSignedIn`, and ends the session, when it was traded before.

    Of parallel requests with one token the first moves the session on; the others wait for its row, find the token
    traded a moment ago and are given the same successor. RFC 9700, section 4.14.2, on why an old token ends it all.
    """
    with transaction():
        row = db.session.execute(_advance(claims)).one_or_none()
        if row is not None:
            throttle.spend(throttle.REFRESHES, str(claims.session_id))
        else:
            again = select(*GRANTED).where(Session.id == claims.session_id, _is_running(), honours(claims.jti))
            row = db.session.execute(again).one_or_none()
    if row is None:
        _end_for_reuse(claims)
        raise NotSignedIn
    return Grant(*row)


def listed(user_id: UUID) -> Sequence[Row[Any]]:
    """The person's sessions that count, the last used first."""
    columns = (Session.id, Session.created_at, Session.last_used_at, Session.user_agent)
    query = select(*columns).where(Session.user_id == user_id, _is_running())
    return fetch_all(query.order_by(Session.last_used_at.desc(), Session.id))


def end(user_id: UUID, session_id: UUID) -> bool:
    """Sign out one of the person's devices; False when it was not signed in."""
    with transaction() as after_commit:
        return _end(and_(Session.user_id == user_id, Session.id == session_id), after_commit) > 0


def end_others(user_id: UUID, kept: UUID) -> None:
    """Sign out all of the person's devices but one."""
    with transaction() as after_commit:
        end_all(user_id, after_commit, but=kept)


def end_all(user_id: UUID, after_commit: AfterCommit, *, but: UUID | None = None) -> int:
    """Sign out all of the person's devices except `but`, inside the caller's transaction; how many there were."""
    return _end(and_(Session.user_id == user_id, Session.id != but, _is_running()), after_commit)


def _is_running() -> ColumnElement[bool]:
    now = func.now()
    return and_(Session.revoked_at.is_(None), Session.idle_until > now, Session.absolute_until > now)


def _advance(claims: Claims) -> Any:
    return (
        update(Session)
        .where(Session.id == claims.session_id, Session.refresh_jti == claims.jti, _is_running())
        .values(
            refresh_jti=_new_jti(),
            previous_jti=claims.jti,
            last_used_at=func.now(),
            idle_until=func.least(func.now() + REFRESH_LIFETIME, Session.absolute_until),
        )
        .returning(*GRANTED)
    )


def _end_for_reuse(claims: Claims) -> None:
    with transaction() as after_commit:
        ended = _end(Session.id == claims.session_id, after_commit)
    if ended:
        subject = {"person": str(claims.user_id), "session": str(claims.session_id)}
        security.warning("a refresh token came back after its successor was in use: session ended", extra=subject)


def _end(condition: ColumnElement[bool], after_commit: AfterCommit) -> int:
    ending = update(Session).where(condition, Session.revoked_at.is_(None)).values(revoked_at=func.now())
    found = db.session.scalars(ending.returning(Session.user_id).execution_options(synchronize_session=False)).all()
    for user_id in set(found):
        after_commit(tell, user_id)
    return len(found)


def _new_jti() -> str:
    return secrets.token_urlsafe(32)


def _readable(user_agent: str) -> str:
    return "".join(character for character in user_agent if character.isprintable())[:LONGEST_USER_AGENT]
