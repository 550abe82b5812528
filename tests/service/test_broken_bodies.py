"""Bodies that lie about their length or come in broken chunks, sent byte by byte to a real server."""

import socket
from urllib.parse import urlsplit

import pytest

CHUNKED = "Transfer-Encoding: chunked"
BROKEN = {
    "no size": (CHUNKED, b"zz\r\n{}\r\n0\r\n\r\n"),
    "a size below nothing": (CHUNKED, b"-5\r\n{}\r\n0\r\n\r\n"),
    "an empty size": (CHUNKED, b"\r\n{}\r\n0\r\n\r\n"),
    "a chunk without its end": (CHUNKED, b"2\r\n{}XX0\r\n\r\n"),
    "an end before the end": ("Content-Length: 500", b'{"title":"a"}'),
}


def send(service, headers: str, body: bytes) -> int:
    """The status of the reply to a request that is written out by hand, after which nothing more is sent."""
    place = urlsplit(service.url)
    head = (
        f"POST /api/users/login HTTP/1.1\r\nHost: {place.netloc}\r\nContent-Type: application/json\r\n{headers}\r\n\r\n"
    )
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(head.encode() + body)
        connection.shutdown(socket.SHUT_WR)
        reply = connection.recv(65536)
    return int(reply.split(b" ", 2)[1])


@pytest.mark.parametrize(("headers", "body"), BROKEN.values(), ids=BROKEN.keys())
def test_a_body_that_does_not_come_whole_is_malformed(service, headers, body):
    assert send(service, headers, body) == 400


@pytest.mark.parametrize("size", [128 * 1024 + 1, 300_000])
def test_a_chunked_body_that_is_too_large_is_refused_and_not_cut(service, size):
    body = b"{}" + b" " * (size - 2)
    assert send(service, CHUNKED, f"{size:x}\r\n".encode() + body + b"\r\n0\r\n\r\n") == 413


def test_a_chunked_body_of_the_largest_size_is_read(service):
    size = 128 * 1024
    body = b"{}" + b" " * (size - 2)
    assert send(service, CHUNKED, f"{size:x}\r\n".encode() + body + b"\r\n0\r\n\r\n") == 422
