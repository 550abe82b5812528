"""Refusals by the server itself, of requests that it could not read far enough to ask the application."""

import socket

import orjson
import uuid_utils.compat as uuid_utils
from gunicorn import util

from headway.errors import DETAILS
from headway.web.headers import API_POLICY, COMMON

SENTENCES = {
    403: "The request was refused: use the address that this service was set up with.",
    414: "The address is too long: keep it within 8,190 bytes.",
    417: "The server does not wait for what Expect asks: leave that header out.",
    431: "The headers are too many or too long: send fewer, within 8,190 bytes each.",
    501: "The body's transfer coding is not known: send it whole or in chunks.",
}


def install() -> None:
    """Have gunicorn answer with problem details, as the application does, where it would send a page of its own."""
    util.write_error = write_problem


def write_problem(connection: socket.socket, status: int, reason: str, _message: str) -> None:
    """Send the refusal and nothing of what came: gunicorn's own message repeats it, and has logged it."""
    request_id = str(uuid_utils.uuid7())
    document = {
        "type": "about:blank",
        "title": reason,
        "status": status,
        "detail": SENTENCES.get(status) or DETAILS.get(status, DETAILS[400]),
        "request_id": request_id,
    }
    body = orjson.dumps(document)
    headers = COMMON | {
        "Content-Type": "application/problem+json",
        "Content-Length": str(len(body)),
        "Content-Security-Policy": API_POLICY,
        "Cache-Control": "no-store",
        "Connection": "close",
        "X-Request-Id": request_id,
    }
    head = "".join(f"{name}: {value}\r\n" for name, value in headers.items())
    util.write_nonblock(connection, f"HTTP/1.1 {status} {reason}\r\n{head}\r\n".encode("latin-1") + body)
