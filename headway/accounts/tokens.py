"""The tokens in the cookies: JWTs that name a person and a session, and grant nothing by themselves.

Both tokens, and the CSRF value inside each, follow from the session's row and the key alone. So every server answers
parallel refreshes of one token with the same successor, bit by bit, and a page whose other tab has refreshed meanwhile
still holds the right CSRF value.
"""

import hashlib
import hmac
import re
import time
from base64 import urlsafe_b64encode
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Any, NamedTuple
from uuid import UUID

from flask import Flask, Response, current_app, request
from flask_jwt_extended import (
    create_access_token,
    create_refresh_token,
    decode_token,
    set_access_cookies,
    set_refresh_cookies,
)
from flask_jwt_extended.exceptions import JWTExtendedException
from jwt import InvalidTokenError

from headway.config import ACCESS_LIFETIME
from headway.errors import NotSignedIn, problem
from headway.extensions import jwt

ACCESS, REFRESH = "access", "refresh"
COMPACT_FORM = re.compile(r"[\w-]{1,200}\.[\w-]{1,2000}\.[\w-]{1,200}", re.ASCII)
MOST_REMEMBERED = 10_000  # verified tokens per process, about 1 KB each


class Claims(NamedTuple):
    """What a verified token says."""

    user_id: UUID
    session_id: UUID
    jti: str
    csrf: str
    kind: str
    expires_at: int


@dataclass(frozen=True)
class Grant:
    """What a session's tokens are made of; the instants are the database's."""

    user_id: UUID
    session_id: UUID
    refresh_jti: str
    issued_at: datetime
    expires_at: datetime


def init_app(app: Flask) -> None:
    """Load the keys, and answer for Flask-JWT-Extended in the form of all other refusals.

    `JWT_SECRET_KEY` may hold several keys, separated by commas: the first signs, the others still verify, so that a key
    is replaced without signing anybody out.
    """
    app.extensions["headway.jwt_keys"] = {_key_id(key): key for key in app.config["JWT_SECRET_KEY"].split(",")}
    # Decoding costs 0.1 ms and a look-up nothing; a token that fails is not remembered.
    app.extensions["headway.decode_token"] = lru_cache(MOST_REMEMBERED)(_decode)
    jwt.encode_key_loader(lambda identity: _keys()[_signing_key_id()])
    jwt.additional_headers_loader(lambda identity: {"kid": _signing_key_id()})
    jwt.decode_key_loader(_verifying_key)
    for loader in (jwt.unauthorized_loader, jwt.invalid_token_loader):
        loader(lambda reason: problem(NotSignedIn()))
    for loader in (
        jwt.expired_token_loader,
        jwt.needs_fresh_token_loader,
        jwt.revoked_token_loader,
        jwt.token_verification_failed_loader,
        jwt.user_lookup_error_loader,
    ):
        loader(lambda header, claims: problem(NotSignedIn()))


def presented(kinds: Iterable[str]) -> Iterator[Claims]:
    """The claims of the request's valid tokens, in the order of `kinds`."""
    for kind in kinds:
        token = request.cookies.get(current_app.config[f"JWT_{kind.upper()}_COOKIE_NAME"], "")
        if (claims := verify(token)) and claims.kind == kind:
            yield claims


def verify(token: str) -> Claims | None:
    """What the token says; None when it is forged, malformed or expired."""
    if not COMPACT_FORM.fullmatch(token):
        return None
    try:
        claims: Claims = current_app.extensions["headway.decode_token"](token)
    # The library reads a token before it verifies it, so that nested JSON or a list for a name fails in any of these.
    except (InvalidTokenError, JWTExtendedException, KeyError, TypeError, ValueError, RecursionError):
        return None
    leeway = current_app.config["JWT_DECODE_LEEWAY"]
    return claims if claims.expires_at + leeway > time.time() else None


def set_cookies(response: Response, grant: Grant) -> None:
    """Give the browser the session's access and refresh token, and the readable CSRF cookie of each."""
    access_until = min(grant.issued_at + ACCESS_LIFETIME, grant.expires_at)
    access = create_access_token(str(grant.user_id), additional_claims=_claims(grant, ACCESS, access_until))
    refresh = create_refresh_token(str(grant.user_id), additional_claims=_claims(grant, REFRESH, grant.expires_at))
    # Without max_age the library would let the cookies outlive their tokens by a year.
    set_access_cookies(response, access, max_age=_seconds(grant.issued_at, access_until))
    set_refresh_cookies(response, refresh, max_age=_seconds(grant.issued_at, grant.expires_at))


def _claims(grant: Grant, kind: str, expires_at: datetime) -> dict[str, Any]:
    """The library adds these last, over its own: so it is said here, and only here, what a token holds."""
    return {
        "sid": str(grant.session_id),
        "jti": grant.refresh_jti if kind == REFRESH else _digest(f"jti|{kind}|{grant.refresh_jti}"),
        "csrf": _digest(f"csrf|{kind}|{grant.session_id}"),
        "iat": grant.issued_at,
        "nbf": grant.issued_at,
        "exp": expires_at,
    }


def _digest(text: str) -> str:
    """256 bits that only this service can make of `text`; no token's signature is over a text with a bar in it."""
    digest = hmac.digest(_keys()[_signing_key_id()].encode(), text.encode(), "sha256")
    return urlsafe_b64encode(digest).rstrip(b"=").decode()


def _decode(token: str) -> Claims:
    claims = decode_token(token)
    ids = UUID(claims["sub"]), UUID(str(claims["sid"]))
    return Claims(*ids, claims["jti"], claims["csrf"], claims["type"], claims["exp"])


def _verifying_key(header: dict[str, Any], claims: dict[str, Any]) -> str:
    """The key that an unverified header names: a look-up and nothing more, since anybody may have written it."""
    key_id = header.get("kid")
    if not isinstance(key_id, str) or key_id not in _keys():
        raise InvalidTokenError("The token was signed with a key that is not in use.")
    return _keys()[key_id]


def _keys() -> dict[str, str]:
    keys: dict[str, str] = current_app.extensions["headway.jwt_keys"]
    return keys


def _signing_key_id() -> str:
    return next(iter(_keys()))


def _key_id(key: str) -> str:
    return hashlib.sha256(b"kid|" + key.encode()).hexdigest()[:16]


def _seconds(start: datetime, end: datetime) -> int:
    return max(1, int((end - start).total_seconds()))
