"""Bodies made to hurt the reader: deep, long, twofold, compressed or of another kind; each is refused, and soon."""

import gzip
import time

import pytest

from tests.web.test_strict_json import MALFORMED

OTHERS = {
    "a list": (b"[]", 422),
    "a number": (b"1", 422),
    "a text": (b'"x"', 422),
    "null": (b"null", 422),
    "many names": (b"{" + b",".join(b'"n%d":1' % number for number in range(9_000)) + b"}", 422),
    "a long name": (b'{"' + b"n" * 120_000 + b'": 1}', 422),
    "much white space": (b" " * 120_000 + b"{}", 422),
    "many escapes": (b'{"title": "' + b"\\u0041" * 20_000 + b'"}', 422),
    "too much": (b'{"title": "' + b"x" * 131_072 + b'"}', 413),
}
KINDS = [
    "text/plain",
    "text/json",
    "application/jsonp",
    "application/x-www-form-urlencoded",
    "multipart/form-data; boundary=x",
]
KINDS += ["application/json; charset=utf-16", "application/json; charset=latin1", "application/xml", "*/*", "json"]


def test_there_are_thirty_of_them():
    assert len(MALFORMED) + len(OTHERS) + len(KINDS) >= 30


@pytest.mark.parametrize(
    ("body", "status"), [*((body, 400) for body in MALFORMED.values()), *OTHERS.values()], ids=[*MALFORMED, *OTHERS]
)
def test_a_hostile_body_is_refused_at_once(client, alice, body, status):
    browser = client.as_(alice)
    began = time.process_time()
    reply = browser.post("/api/tasks", data=body, content_type="application/json")
    assert time.process_time() - began < 0.5
    assert reply.status_code == status
    assert len(reply.data) < 8_000


@pytest.mark.parametrize("kind", KINDS)
def test_a_body_of_another_kind_is_refused(client, alice, kind):
    assert client.as_(alice).post("/api/tasks", data=b'{"title": "x"}', content_type=kind).status_code == 415


def test_a_compressed_body_is_not_opened(client, alice):
    bomb = gzip.compress(b'{"title": "' + b"x" * 50_000_000 + b'"}')
    sent = {"data": bomb, "content_type": "application/json", "headers": {"Content-Encoding": "gzip"}}
    assert client.as_(alice).post("/api/tasks", **sent).status_code == 415
