"""OPTIONS and paths, as one rule for all routes."""

from flask import Flask, Response, request
from werkzeug.exceptions import MethodNotAllowed

from headway.errors import NotFound


def init_app(app: Flask) -> None:
    """No trailing slashes, no redirects between spellings of a path, OPTIONS answered for anyone."""
    app.url_map.strict_slashes = True
    app.url_map.redirect_defaults = False
    app.url_map.merge_slashes = False
    app.before_request(refuse_doubled_slash)
    app.before_request(answer_options)


def refuse_doubled_slash() -> None:
    """404 for `//today`: routing drops the second slash, and one thing would have two addresses."""
    if request.environ.get("PATH_INFO", "").startswith("//"):
        raise NotFound


def answer_options() -> Response | None:
    """204 with `Allow` for a path that exists; the routing error of one that does not is raised later by Flask."""
    if request.method != "OPTIONS":
        return None
    error = request.routing_exception
    if error is not None and not isinstance(error, MethodNotAllowed):
        return None
    response = Response(status=204)
    response.allow.update({*_allowed(error), "OPTIONS"})
    return response


def _allowed(error: MethodNotAllowed | None) -> set[str]:
    if error is not None:
        return set(error.valid_methods or ())
    return set(request.url_rule.methods or ()) if request.url_rule else set()
