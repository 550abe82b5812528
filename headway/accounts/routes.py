"""`/api/users`: accounts, and the devices that are signed in."""

from typing import Any
from uuid import UUID

from flask import Blueprint, Response, request
from flask_jwt_extended import unset_jwt_cookies

from headway import clock
from headway.accounts import leaving, service, sessions, tokens
from headway.accounts.guard import admits, refresh_claims
from headway.accounts.person import current_person
from headway.accounts.schemas import (
    Credentials,
    Farewell,
    PasswordChange,
    ProfileChanges,
    Registration,
    SessionList,
    SessionView,
    SignedIn,
    UserView,
)
from headway.accounts.sessions import Device
from headway.accounts.tokens import ACCESS, REFRESH, Grant
from headway.errors import NotFound
from headway.web.contract import accepts, public, render, returns

routes = Blueprint("users", __name__, url_prefix="/api/users")


@routes.post("/register")
@public
@returns(SignedIn, 201, refuses=(403, 409, 429))
@accepts(Registration)
def register(body: Registration) -> Response:
    """Make an account and sign in."""
    user, grant = service.register(body, _device(), clock.now())
    return _signed_in(user, grant, 201)


@routes.post("/login")
@public
@returns(SignedIn, refuses=(401, 403, 429))
@accepts(Credentials)
def login(body: Credentials) -> Response:
    """Sign in."""
    user, grant = service.log_in(body, _device())
    return _signed_in(user, grant)


@routes.post("/refresh")
@admits(REFRESH)
@returns(SignedIn, refuses=(401, 403, 429))
def refresh() -> Response:
    """Trade the refresh token for a new pair of tokens."""
    return _signed_in(current_person(), sessions.rotate(refresh_claims()))


@routes.post("/logout")
@admits(REFRESH, ACCESS)
@returns(None, 204, refuses=(401, 403))
def logout() -> Response:
    """Sign out this device; its tokens are worth nothing from now on."""
    person = current_person()
    sessions.end(person.id, person.session_id)
    return _signed_out()


@routes.get("/me")
@returns(UserView, refuses=(401,))
def show() -> UserView:
    """Show your account."""
    return UserView.model_validate(current_person())


@routes.patch("/me")
@returns(UserView, refuses=(401, 403))
@accepts(ProfileChanges)
def update(body: ProfileChanges) -> UserView:
    """Change your name, time zone or place on the leaderboard; what is absent stays."""
    return UserView.model_validate(service.update_profile(current_person(), body, clock.now()))


@routes.delete("/me")
@returns(None, 204, refuses=(401, 403, 429))
@accepts(Farewell)
def delete(body: Farewell) -> Response:
    """Delete your account and everything in it, for good."""
    service.prove_again(current_person(), body.password, "password", _device().address)
    leaving.leave(current_person(), clock.now())
    return _signed_out()


@routes.post("/me/password")
@returns(None, 204, refuses=(401, 403, 429))
@accepts(PasswordChange)
def change_password(body: PasswordChange) -> None:
    """Change your password and sign out your other devices."""
    service.change_password(current_person(), body, _device().address)


@routes.get("/me/sessions")
@returns(SessionList, refuses=(401,))
def list_sessions() -> SessionList:
    """List the devices that you are signed in on."""
    person = current_person()
    rows = sessions.listed(person.id)
    views = [SessionView(**row._mapping, current=row.id == person.session_id) for row in rows]
    return SessionList(sessions=views)


@routes.delete("/me/sessions/<uuid:session_id>")
@returns(None, 204, refuses=(401, 403))
def end_session(session_id: UUID) -> None:
    """Sign out one of your devices."""
    if not sessions.end(current_person().id, session_id):
        raise NotFound


@routes.delete("/me/sessions")
@returns(None, 204, refuses=(401, 403))
def end_other_sessions() -> None:
    """Sign out all your devices but this one."""
    person = current_person()
    sessions.end_others(person.id, person.session_id)


def _device() -> Device:
    """Where the request comes from; a sign-in takes the place of the session whose cookies it brings."""
    replaces = next((claims.session_id for claims in tokens.presented((REFRESH, ACCESS))), None)
    # WSGI hands headers over as Latin-1, whatever they were (PEP 3333).
    user_agent = request.user_agent.string.encode("latin-1", "replace").decode("utf-8", "replace")
    return Device(user_agent, request.remote_addr or "", replaces)


def _signed_in(user: Any, grant: Grant, status: int = 200) -> Response:
    response = render(SignedIn(user=UserView.model_validate(user)), status)
    tokens.set_cookies(response, grant)
    return response


def _signed_out() -> Response:
    response = Response(status=204)
    unset_jwt_cookies(response)
    # What the page keeps on the device goes too. Not "cache": with it Chromium takes seconds to answer.
    response.headers["Clear-Site-Data"] = '"storage"'
    return response
