"""Refusals of the domain, and their form on the wire: problem details (RFC 9457)."""

from dataclasses import dataclass
from http import HTTPStatus
from typing import Any, ClassVar

import orjson
from flask import Flask, Response, current_app, g, request
from sqlalchemy.exc import DBAPIError, OperationalError
from sqlalchemy.exc import TimeoutError as PoolTimeout
from werkzeug.exceptions import HTTPException, InternalServerError

DETAILS = {
    400: "The request cannot be read: check its syntax.",
    404: "There is nothing here, or it is not yours.",
    405: "This address does not take that method: see the Allow header.",
    413: "The body is larger than 128 KiB: send less.",
    415: "The body must be JSON: send Content-Type: application/json.",
    500: "Something went wrong here: try again, and report the request id if it stays.",
}
# A client that takes anything gets the first.
FORMS = ("application/problem+json", "text/html")
# Conditions of PostgreSQL that pass by themselves (appendix A of its manual): connection gone, resources short,
# shutdown or start-up, a statement or lock that took too long, a deadlock, a replica that is not promoted yet.
PASSING_SQLSTATES = ("08", "53", "57P", "57014", "55P03", "40001", "40P01", "25006")


@dataclass
class FieldError:
    """What is wrong with one field, in a sentence for a person."""

    field: str
    message: str


class DomainError(Exception):
    """The request was understood and is refused. Subclasses: the docstring is the sentence that users read."""

    status: ClassVar[int] = 400
    headers: ClassVar[dict[str, str]] = {}

    def __init__(self, detail: str | None = None, *, errors: list[FieldError] | None = None, **members: Any) -> None:
        self.detail = detail or (self.__doc__ or "")
        self.errors = errors or []
        self.members = members
        self.response_headers = dict(self.headers)
        super().__init__(self.detail)


class MalformedBody(DomainError):
    """The body is not valid JSON: check its syntax."""

    status = 400


class NotSignedIn(DomainError):
    """You are not signed in: sign in and try again."""

    status = 401


class Forbidden(DomainError):
    """The request did not come from Headway's own page: reload the page and try again."""

    status = 403


class AnotherPerson(Forbidden):
    """Somebody else is signed in here now: reload the page."""

    def __init__(self) -> None:
        super().__init__(another_person=True)


class NotFound(DomainError):
    """There is nothing here, or it is not yours."""

    status = 404


class Conflict(DomainError):
    """Something else is already there."""

    status = 409


class StaleVersion(DomainError):
    """This was changed elsewhere meanwhile: look at the current version and decide again."""

    status = 412


class BodyTooLarge(DomainError):
    """The body is larger than 128 KiB: send less."""

    status = 413


class UnsupportedMediaType(DomainError):
    """The body must be JSON: send Content-Type: application/json."""

    status = 415


class Invalid(DomainError):
    """Some fields cannot be taken: see what is said of each."""

    status = 422

    @classmethod
    def field(cls, name: str, message: str) -> "Invalid":
        """A refusal of one field."""
        return cls(errors=[FieldError(name, message)])


class TooManyRequests(DomainError):
    """Too many attempts: wait and try again."""

    status = 429

    def __init__(self, detail: str, retry_after_seconds: int) -> None:
        super().__init__(detail)
        self.response_headers["Retry-After"] = str(max(1, retry_after_seconds))


class Unavailable(DomainError):
    """Headway can't reach its data right now: try again in a moment."""

    status = 503
    headers: ClassVar[dict[str, str]] = {"Retry-After": "1"}


class OutcomeUnknown(Unavailable):
    """The connection to the data was lost while saving: the change may or may not be there, so send it again."""


def init_app(app: Flask) -> None:
    """Render every refusal and every fault as a problem, or as a page where a person asked for one."""
    app.register_error_handler(DomainError, _domain_error)
    app.register_error_handler(HTTPException, _http_error)
    app.register_error_handler(DBAPIError, _database_error)
    app.register_error_handler(PoolTimeout, _pool_exhausted)
    app.register_error_handler(Exception, _fault)


def explain(cause: str, **more: str) -> None:
    """Have the request's line in the log say why it was refused: one line tells all of a request."""
    g.explanation = {"cause": cause, **more}


def problem(error: DomainError) -> Response:
    """The refusal as `application/problem+json`; a browser that asked for a page gets one that says the same."""
    document = {
        "type": "about:blank",
        "title": HTTPStatus(error.status).phrase,
        "status": error.status,
        "detail": error.detail,
        "request_id": g.get("request_id", ""),
    }
    if error.errors:
        document["errors"] = [{"field": item.field, "message": item.message} for item in error.errors]
    document |= error.members
    page = current_app.extensions.get("headway.error_page")
    if page and not request.path.startswith("/api/") and request.accept_mimetypes.best_match(FORMS) == "text/html":
        response: Response = page(error.status, document)
    else:
        response = Response(orjson.dumps(document), error.status, mimetype="application/problem+json")
    response.headers.update(error.response_headers)
    return response


def _domain_error(error: DomainError) -> Response:
    return problem(error)


def _http_error(error: HTTPException) -> Response:
    refusal = DomainError(DETAILS.get(error.code or 500, error.description))
    refusal.status = error.code or 500  # type: ignore[misc]  # of this one instance
    refusal.response_headers = {k: v for k, v in error.get_headers() if k in ("Allow", "Retry-After")}
    return problem(refusal)


def _database_error(error: DBAPIError) -> Response:
    state = getattr(error.orig, "sqlstate", None) or ""
    if not (error.connection_invalidated or isinstance(error, OperationalError) or state.startswith(PASSING_SQLSTATES)):
        return _fault(error)
    explain("the database is unavailable", sqlstate=state, reason=str(error.orig)[:200])
    return problem(OutcomeUnknown() if error.connection_invalidated and request.method != "GET" else Unavailable())


def _pool_exhausted(error: PoolTimeout) -> Response:
    explain("all database connections are busy")
    return problem(Unavailable("Headway is busy: try again in a moment."))


def _fault(error: Exception) -> Response:
    g.fault = error
    return _http_error(InternalServerError())
