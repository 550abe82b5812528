"""One line of JSON for each request, and a request id that is in the reply and in the log."""

import logging
import time
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
    access.info(
        "request",
        extra={
            "request_id": request_id,
            "method": request.method if request.method.isalpha() else "?",
            "route": request.url_rule.rule if request.url_rule else None,
            "status": response.status_code,
            "ms": round((time.perf_counter() - g.get("began", time.perf_counter())) * 1000, 1),
            "person": str(person_id) if person_id else None,
        },
    )
    return response
