"""JSON as RFC 8259 has it and I-JSON (RFC 7493) narrows it: one reading of every body, or none.

The standard parser takes NaN, 1e999, duplicate names and lone surrogates, and falls over deep nesting; here each of
these is malformed.
"""

import json
import math
import re
from typing import Any, NoReturn

from headway.errors import MalformedBody

MAX_DEPTH = 32
# Possessive, and taking a string without an end to the end of the body: each byte is looked at once.
STRINGS = re.compile(rb'"(?:[^"\\]|\\.)*+(?:"|\\?\Z)', re.DOTALL)


def parse(body: bytes) -> Any:
    """The value that `body` (UTF-8) holds; raises `MalformedBody`."""
    if depth(body) > MAX_DEPTH:
        raise MalformedBody(f"The body is nested more than {MAX_DEPTH} levels deep: send it flatter.")
    try:
        text = body.decode("utf-8")
        value = json.loads(text, object_pairs_hook=_distinct, parse_constant=_refuse_constant, parse_float=_finite)
        if "\\u" in text:
            # An escape can spell half a character, which no text holds: writing it as UTF-8 fails.
            json.dumps(value, ensure_ascii=False).encode("utf-8")
        return value
    except (ValueError, RecursionError) as error:
        raise MalformedBody from error


def depth(body: bytes) -> int:
    """How deep brackets nest in `body`, found without parsing it."""
    deepest = level = 0
    for byte in STRINGS.sub(b"", body):
        if byte in b"[{":
            level += 1
            deepest = max(deepest, level)
        elif byte in b"]}":
            level -= 1
    return deepest


def _distinct(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    members = dict(pairs)
    if len(members) != len(pairs):
        raise MalformedBody("The body names a field twice: send each field once.")
    return members


def _finite(text: str) -> float:
    number = float(text)
    if not math.isfinite(number):
        raise MalformedBody("The body holds a number that is too large.")
    return number


def _refuse_constant(name: str) -> NoReturn:
    raise MalformedBody(f"{name} is not JSON.")
