"""Cursors of keyset pages: opaque to clients, bound to the list they came from.

A cursor carries the sort keys of the row at the edge of a page at full precision, and the direction in which to go on.
It grants nothing: every value in it goes into the query as a bound parameter beside the owner's id.
"""

import binascii
import hashlib
from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass

import orjson

from headway.errors import Invalid

MAX_CURSOR_LENGTH = 4096
Keys = tuple[str | int | None, ...]


@dataclass(frozen=True)
class Cursor:
    """The place between two rows: the `keys` of the row on one side, and whether to read backward from there."""

    keys: Keys
    is_backward: bool = False

    def encode(self, list_name: str) -> str:
        """The cursor as text, for the list (sort and filters) that `list_name` names."""
        return urlsafe_b64encode(orjson.dumps([_digest(list_name), self.is_backward, *self.keys])).rstrip(b"=").decode()

    @classmethod
    def decode(cls, text: str, list_name: str) -> "Cursor":
        """The cursor that `encode` made for the same list; raises `Invalid`."""
        try:
            if len(text) > MAX_CURSOR_LENGTH:
                raise ValueError("too long")
            _, is_backward, *keys = orjson.loads(urlsafe_b64decode(text.encode("ascii") + b"=" * (-len(text) % 4)))
            if not isinstance(is_backward, bool) or not all(key is None or type(key) in (str, int) for key in keys):
                raise ValueError("of another shape")
            cursor = cls(tuple(keys), is_backward)
            # What does not come out again as it went in was damaged, or made for another list.
            if cursor.encode(list_name) != text:
                raise ValueError("of another list")
        except (ValueError, TypeError, binascii.Error):
            raise bad_cursor() from None
        return cursor


def bad_cursor() -> Invalid:
    """The refusal of a cursor that was made up, or that belongs to another sort or filter."""
    return Invalid.field("cursor", "This cursor belongs to another list: start from the first page.")


def _digest(list_name: str) -> str:
    return hashlib.sha256(list_name.encode()).hexdigest()[:12]
