"""Two readings of one request, and requests that cannot be read: one framing or none, one answer, and the end."""

import json
import re
import socket
from urllib.parse import urlsplit

import pytest

INSIDE = "GET /healthz?smuggled HTTP/1.1\r\nHost: {host}\r\n\r\n"
POST = "POST /api/users/login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
AMBIGUOUS = {
    "length and chunks": POST + "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n" + INSIDE,
    "two lengths": POST + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n" + INSIDE,
    "a list of lengths": POST + "Content-Length: 0, 44\r\n\r\n" + INSIDE,
    "a length with a sign": POST + "Content-Length: +0\r\n\r\n" + INSIDE,
    "a length in hexadecimal": POST + "Content-Length: 0x0\r\n\r\n" + INSIDE,
    "a length below nothing": POST + "Content-Length: -1\r\n\r\n" + INSIDE,
    "an unknown coding": POST + "Transfer-Encoding: xchunked\r\n\r\n" + INSIDE,
    "chunks and another coding": POST + "Transfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n" + INSIDE,
    "a blank before the colon": POST + "Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n" + INSIDE,
    "a folded header": POST + "Transfer-Encoding:\r\n chunked\r\n\r\n0\r\n\r\n" + INSIDE,
    "a nul in a header": POST + "X-Nul: a\0b\r\n\r\n" + INSIDE,
    "a chunk with a wrong end": POST + "Transfer-Encoding: chunked\r\n\r\n1\r\nZZ\r\n0\r\n\r\n" + INSIDE,
    "a size beyond all bounds": POST + "Transfer-Encoding: chunked\r\n\r\nffffffffffffffff1\r\n" + INSIDE,
}
UNREADABLE = {
    "two hosts": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", 400),
    "a long address": ("GET /" + "x" * 9_000 + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 414),
    "a long header": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\nX-Long: " + "x" * 9_000 + "\r\n\r\n", 431),
    "many headers": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\n" + "X-A: b\r\n" * 60 + "\r\n", 431),
    "no request": ("evil canary\r\n\r\n", 400),
}


def answers(service, text):
    """All that comes back until the server closes."""
    place = urlsplit(service.url)
    with socket.create_connection((place.hostname, place.port), timeout=10) as connection:
        connection.sendall(text.replace("{host}", place.netloc).encode("latin-1"))
        connection.shutdown(socket.SHUT_WR)
        received = b""
        while part := connection.recv(65536):
            received += part
    return received


@pytest.mark.parametrize("text", AMBIGUOUS.values(), ids=AMBIGUOUS.keys())
def test_what_can_be_read_in_two_ways_is_refused_and_the_rest_is_not_read(service, text):
    received = answers(service, text)
    statuses = re.findall(rb"^HTTP/1\.1 (\d+)", received, re.MULTILINE)
    assert len(statuses) <= 1
    assert all(400 <= int(status) <= 501 for status in statuses)
    assert b'"alive"' not in received


@pytest.mark.parametrize(("text", "status"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_refused_as_everything_is(service, text, status):
    head, _, body = answers(service, text).partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Content-Type: application/problem+json" in head
    assert b"X-Content-Type-Options: nosniff" in head
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    assert problem["request_id"].encode() in head
    assert b"evil" not in head + body
