"""One reading of every body, or none."""

import time

import pytest

from headway.errors import MalformedBody
from headway.web import strict_json

MALFORMED = {
    "cut off": b'{"a": ',
    "two values": b"{} {}",
    "NaN": b'{"a": NaN}',
    "infinity": b'{"a": -Infinity}',
    "a number beyond all bounds": b'{"a": 1e999}',
    "a name twice": b'{"a": 1, "a": 2}',
    "a name twice, spelled two ways": b'{"a": 1, "\\u0061": 2}',
    "a lone surrogate": b'{"a": "\\ud800"}',
    "a lone surrogate in a list": b'{"a": ["\\ud800"]}',
    "a lone surrogate as a name": b'{"\\udc00": 1}',
    "not UTF-8": b'{"a": "\xff"}',
    "an encoded surrogate": b'{"a": "\xed\xa0\x80"}',
    "UTF-16": '{"a": 1}'.encode("utf-16"),
    "a byte order mark": b"\xef\xbb\xbf{}",
    "a comment": b'{"a": 1} // yes',
    "single quotes": b"{'a': 1}",
    "a comma too many": b'{"a": 1,}',
    "deep lists": b"[" * 60_000,
    "deep objects": b'{"a":' * 20_000 + b"1" + b"}" * 20_000,
    "33 levels": b"[" * 33 + b"]" * 33,
    "a raw control character": b'{"a": "\x01"}',
    "an integer of 100,000 digits": b'{"a": ' + b"9" * 100_000 + b"}",
}


@pytest.mark.parametrize("body", MALFORMED.values(), ids=MALFORMED.keys())
def test_a_malformed_body_is_refused(body):
    with pytest.raises(MalformedBody):
        strict_json.parse(body)


@pytest.mark.parametrize(
    ("body", "value"),
    [
        (b"{}", {}),
        (b'{"a": "[[[[{{{{\\"]"}', {"a": '[[[[{{{{"]'}),
        (b"[" * 32 + b"]" * 32, None),
        ('{"title": "Straße 🎉 \\ud83c\\udf89"}'.encode(), {"title": "Straße 🎉 🎉"}),
    ],
)
def test_a_sound_body_is_read(body, value):
    parsed = strict_json.parse(body)
    assert value is None or parsed == value


@pytest.mark.parametrize("piece", [b'\\"', b'"', b"\\", b'"\\'])
def test_a_string_without_an_end_costs_no_more_than_its_length(piece):
    # A hundred thousand characters take milliseconds; looked at anew from each quote they would take minutes.
    body = b'{"title":"' + piece * (100_000 // len(piece))
    began = time.process_time()
    with pytest.raises(MalformedBody):
        strict_json.parse(body)
    assert time.process_time() - began < 2
