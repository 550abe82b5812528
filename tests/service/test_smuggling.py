"""Two readings of one request, and requests that cannot be read: one framing or none, one answer, and the end."""

import json
import re

import pytest

from tests.service.doubtful import DOUBTFUL, SECOND, exchange

UNREADABLE = {
    "two hosts": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\nHost: evil.example\r\n\r\n", 400),
    "a long address": ("GET /" + "x" * 9_000 + " HTTP/1.1\r\nHost: {host}\r\n\r\n", 414),
    "a long header": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\nX-Long: " + "x" * 9_000 + "\r\n\r\n", 431),
    "many headers": ("GET /healthz HTTP/1.1\r\nHost: {host}\r\n" + "X-A: b\r\n" * 60 + "\r\n", 431),
    "no request": ("evil canary\r\n\r\n", 400),
}


@pytest.mark.parametrize("text", DOUBTFUL.values(), ids=DOUBTFUL.keys())
def test_what_can_be_read_in_two_ways_is_refused_and_the_rest_is_not_read(service, text):
    received = exchange(service.url, text + SECOND)
    [status] = re.findall(rb"^HTTP/1\.[01] (\d+)", received, re.MULTILINE)
    assert 400 <= int(status) <= 501
    assert b'"alive"' not in received


@pytest.mark.parametrize(("text", "status"), UNREADABLE.values(), ids=UNREADABLE.keys())
def test_what_cannot_be_read_is_refused_as_everything_is(service, text, status):
    head, _, body = exchange(service.url, text).partition(b"\r\n\r\n")
    assert head.startswith(f"HTTP/1.1 {status} ".encode())
    assert b"Content-Type: application/problem+json" in head
    assert b"X-Content-Type-Options: nosniff" in head
    problem = json.loads(body)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")
    assert problem["request_id"].encode() in head
    assert b"evil" not in head + body
