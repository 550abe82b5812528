"""Who is asking: the one gate before every route of the API, and the question that pages ask.

It stands before everything under `/api`, whichever part brings it; a route for strangers says so with `@public`.
Each request asks the database whether the session still counts, so that an end is an end at once, on every server.
"""

import re
from collections.abc import Callable, Iterable
from hmac import compare_digest
from typing import Any, TypeVar

from flask import Flask, current_app, g, request
from sqlalchemy import bindparam, select

from headway.accounts import tokens
from headway.accounts.models import Session, User
from headway.accounts.person import Person
from headway.accounts.sessions import honours, is_live
from headway.accounts.tallies import Tally
from headway.accounts.tokens import ACCESS, REFRESH, Claims
from headway.database import fetch_one
from headway.errors import AnotherPerson, Forbidden, NotSignedIn
from headway.web.contract import PERSON_HEADER, is_public

View = TypeVar("View", bound=Callable[..., Any])
SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
CSRF_FORM = re.compile(r"[A-Za-z0-9_-]{20,100}")  # asked first: comparing a text beyond ASCII would raise

PERSON = (
    select(
        User.id,
        User.name,
        User.email,
        User.timezone,
        User.leaderboard,
        User.created_at,
        Session.id.label("session_id"),
        Tally.event_number,
    )
    .join(User, User.id == Session.user_id)
    .join(Tally, Tally.owner_id == User.id)
    .where(Session.id == bindparam("session_id"), Session.user_id == bindparam("user_id"), is_live())
)
PERSON_BY_REFRESH_TOKEN = PERSON.where(honours(bindparam("jti")))


def init_app(app: Flask) -> None:
    """Ask who is there before every route of the API: a new one is closed until it says that it is open."""
    app.before_request(require_login)


def admits(*kinds: str) -> Callable[[View], View]:
    """Declare the tokens that open the route, where it isn't the access token."""

    def declare(view: View) -> View:
        view.admitted = kinds  # type: ignore[attr-defined]
        return view

    return declare


def require_login() -> None:
    """Set the person of the request; raises `NotSignedIn`, `AnotherPerson`, then `Forbidden` for a wrong CSRF value."""
    rule = request.url_rule
    if rule is None or not rule.rule.startswith("/api/"):
        return
    view = current_app.view_functions[rule.endpoint]
    if is_public(view):
        return
    kinds: tuple[str, ...] = getattr(view, "admitted", (ACCESS,))
    presented = list(tokens.presented(kinds))
    person = _first_person(presented)
    if person is None:
        raise NotSignedIn
    # A page that stayed open while somebody else signed in must neither read theirs nor send what it kept to them.
    if request.headers.get(PERSON_HEADER, str(person.id)) != str(person.id):
        raise AnotherPerson
    g.person = person
    if request.method not in SAFE_METHODS:
        _check_csrf(claims for claims in presented if claims.session_id == person.session_id)


def page_person() -> Person | None:
    """Who opens a page: by either token, so that a page paints for somebody whose access token has run out.

    Sets no cookie: the page's script refreshes before its first call. A refresh token counts only while it could still
    be traded, else a stolen one would read pages after its theft was found out.
    """
    person = _first_person(tokens.presented((ACCESS, REFRESH)), PERSON_BY_REFRESH_TOKEN)
    if person is not None:
        g.person = person
    return person


def refresh_claims() -> Claims:
    """The refresh token of the request, behind a route that admits nothing else; raises `NotSignedIn`."""
    for claims in tokens.presented((REFRESH,)):
        return claims
    raise NotSignedIn


def _first_person(presented: Iterable[Claims], by_refresh_token: Any = PERSON) -> Person | None:
    asked = set()
    for claims in presented:
        query = by_refresh_token if claims.kind == REFRESH else PERSON
        if (claims.session_id, query) in asked:
            continue
        asked.add((claims.session_id, query))
        parameters = {"session_id": claims.session_id, "user_id": claims.user_id, "jti": claims.jti}
        if row := fetch_one(query, parameters):
            return Person(**row._asdict())
    return None


def _check_csrf(presented: Iterable[Claims]) -> None:
    """The double submit: the header must repeat the value inside the token, which only our own pages can read.

    https://cheatsheetseries.owasp.org/cheatsheets/Cross-Site_Request_Forgery_Prevention_Cheat_Sheet.html
    """
    given = request.headers.get("X-CSRF-TOKEN", "")
    if not CSRF_FORM.fullmatch(given):
        raise Forbidden
    if not any(compare_digest(given, claims.csrf) for claims in presented):
        raise Forbidden
