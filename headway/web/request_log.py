"""One line of JSON for each request, and a request id that is in the reply and in the log.

Whatever is to be known of a refusal or a fault is in that line: who has the id from a person finds all with it.
"""

import logging
import time
from http import HTTPStatus
from uuid import UUID

import uuid_utils.compat as uuid_utils
from flask import Flask, Response, g, request

access = logging.getLogger("headway.access")


def init_app(app: Flask) -> None:
    """Log every request of `app`."""
    app.before_request(begin)
    app.after_request(finish)


def begin() -> None:
    """Give the request its id."""
    g.request_id = str(uuid_utils.uuid7())
    g.began = time.perf_counter()


def finish(response: Response) -> Response:
    """Write the line: the route rather than the path, and the person's id rather than any word of theirs."""
    request_id = g.get("request_id", "")
    response.headers["X-Request-Id"] = request_id
    person = g.get("person")
    person_id: UUID | None = person.id if person else None
    fault = g.get("fault")
    access.log(
        _level(response.status_code),
        "request",
        exc_info=fault,
        extra={
            "request_id": request_id,
            "method": request.method if request.method.isalpha() else "?",
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            "person": str(person_id) if person_id else None,
            **g.get("explanation", {}),
        },
    )
    return response


def _level(status: int) -> int:
    if status == HTTPStatus.INTERNAL_SERVER_ERROR:
        return logging.ERROR
    return logging.WARNING if status >= HTTPStatus.INTERNAL_SERVER_ERROR else logging.INFO
