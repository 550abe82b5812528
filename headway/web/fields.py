"""Types of fields that requests and replies share: each is strict, and says in a sentence what it wants."""

import re
import unicodedata
from datetime import UTC, date, datetime, time
from functools import partial
from typing import Annotated, Any
from uuid import UUID
from zoneinfo import available_timezones

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    PlainSerializer,
    StrictStr,
    WithJsonSchema,
)
from pydantic_core import PydanticCustomError

FIRST_DAY, LAST_DAY = date(1970, 1, 1), date(2199, 12, 31)
MAX_MARKS_IN_A_ROW = 8
UUID_FORM = re.compile(r"[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE | re.ASCII)
WHOLE_FORM = re.compile(r"[0-9]{1,9}")
DAY_FORM = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
TIME_FORM = re.compile(r"([01][0-9]|2[0-3]):[0-5][0-9]")
TIMEZONES = frozenset(available_timezones()) - {"localtime", "Factory"}


class Input(BaseModel):
    """What a request may hold: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", frozen=True)


class View(BaseModel):
    """What a reply holds: exactly these fields."""

    model_config = ConfigDict(extra="forbid", from_attributes=True, json_schema_mode_override="serialization")


def refusal(kind: str, sentence: str, *, field: str = "") -> PydanticCustomError:
    """A validation error whose message people read; `field` names one where a whole model is checked."""
    return PydanticCustomError(kind, "{sentence}", {"sentence": sentence, "field": field})


def clean_line(text: str, *, longest: int, empty: str = "Enter a text.") -> str:
    """`text` trimmed; refused when empty, longer than `longest` code points, or with control characters."""
    text = text.strip()
    if not text:
        raise refusal("empty", empty)
    if len(text) > longest:
        raise refusal("too_long", f"Use at most {longest} characters.")
    if any(unicodedata.category(character) == "Cc" for character in text):
        raise refusal("control_character", "Remove the line breaks and control characters.")
    return _without_towers(_whole_characters(text))


def clean_notes(text: str, *, longest: int) -> str:
    """`text` as it is; line breaks and tabs are welcome, other control characters are not."""
    if len(text) > longest:
        raise refusal("too_long", f"Use at most {longest} characters.")
    if any(unicodedata.category(character) == "Cc" and character not in "\n\t" for character in text):
        raise refusal("control_character", "Remove the control characters; line breaks and tabs may stay.")
    return _without_towers(_whole_characters(text))


def parse_id(value: Any) -> UUID:
    """The UUID that a string of 36 characters names, in any case."""
    if isinstance(value, UUID):
        return value
    if not isinstance(value, str) or not UUID_FORM.fullmatch(value):
        raise refusal("id", "Use a UUID of 36 characters.")
    return UUID(value)


def parse_day(value: Any) -> date:
    """The date that `YYYY-MM-DD` names, 1970 to 2199."""
    if isinstance(value, date) and not isinstance(value, datetime):
        return value
    if isinstance(value, str) and DAY_FORM.fullmatch(value):
        try:
            day = date.fromisoformat(value)
        except ValueError:
            raise refusal("day", "There is no such day: use YYYY-MM-DD.") from None
        if FIRST_DAY <= day <= LAST_DAY:
            return day
    raise refusal("day", f"Use a date as YYYY-MM-DD, from {FIRST_DAY} to {LAST_DAY}.")


def parse_time(value: Any) -> time:
    """The time of day that `HH:MM` names."""
    if isinstance(value, time):
        return value
    if not isinstance(value, str) or not TIME_FORM.fullmatch(value):
        raise refusal("time", "Use a time of day as HH:MM, from 00:00 to 23:59.")
    return time.fromisoformat(value)


def parse_timezone(value: str) -> str:
    """`value` if it is the name of a time zone of the IANA database."""
    if value not in TIMEZONES:
        raise refusal("timezone", "Use the name of a time zone, such as Europe/Berlin.")
    return value


def parse_whole(value: Any, *, lowest: int, highest: int) -> int:
    """The whole number that ASCII digits name, from `lowest` to `highest`."""
    if isinstance(value, str) and WHOLE_FORM.fullmatch(value):
        value = int(value)
    if type(value) is not int or not lowest <= value <= highest:
        raise refusal("whole", f"Use a whole number from {lowest} to {highest}.")
    return value


def parse_flag(value: Any) -> bool:
    """The truth value that `true` or `false` names."""
    if isinstance(value, bool):
        return value
    if value not in ("true", "false"):
        raise refusal("flag", "Use true or false.")
    return bool(value == "true")


def format_instant(at: datetime) -> str:
    """RFC 3339 in UTC with six decimals and `Z`."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")[: -len("+00:00")] + "Z"


def parse_yes(value: Any) -> bool:
    """True and nothing else: the number 1 is not an order to delete."""
    if value is not True:
        raise refusal("yes", "Use true, or leave this out.")
    return True


def absent() -> Any:
    """The default of a field that may be left out and may not be null; `model_fields_set` tells which were given."""
    return Field(default_factory=lambda: None)


def line(longest: int, empty: str) -> Any:
    """The type of a text on one line: trimmed, 1 to `longest` code points, no control characters."""
    schema = {"type": "string", "minLength": 1, "maxLength": longest}
    return Annotated[
        StrictStr, AfterValidator(partial(clean_line, longest=longest, empty=empty)), WithJsonSchema(schema)
    ]


def notes(longest: int) -> Any:
    """The type of a longer text: up to `longest` code points, kept as it is."""
    return Annotated[
        StrictStr,
        AfterValidator(partial(clean_notes, longest=longest)),
        WithJsonSchema({"type": "string", "maxLength": longest}),
    ]


def whole(lowest: int, highest: int) -> Any:
    """The type of a whole number in a query, from `lowest` to `highest`."""
    schema = {"type": "integer", "minimum": lowest, "maximum": highest}
    return Annotated[int, BeforeValidator(partial(parse_whole, lowest=lowest, highest=highest)), WithJsonSchema(schema)]


Id = Annotated[UUID, BeforeValidator(parse_id)]
Day = Annotated[date, BeforeValidator(parse_day)]
DayTime = Annotated[
    time,
    BeforeValidator(parse_time),
    PlainSerializer(lambda value: value.strftime("%H:%M"), return_type=str),
    WithJsonSchema({"type": "string", "pattern": "^([01][0-9]|2[0-3]):[0-5][0-9]$"}),
]
Flag = Annotated[bool, BeforeValidator(parse_flag), WithJsonSchema({"type": "boolean"})]
Yes = Annotated[bool, BeforeValidator(parse_yes), WithJsonSchema({"type": "boolean", "const": True})]
Timezone = Annotated[StrictStr, AfterValidator(parse_timezone)]
Instant = Annotated[
    datetime,
    PlainSerializer(format_instant, return_type=str),
    WithJsonSchema({"type": "string", "format": "date-time"}),
]


def _whole_characters(text: str) -> str:
    if any("\ud800" <= character <= "\udfff" for character in text):
        raise refusal("surrogate", "The text holds half a character: type it again.")
    return text


def _without_towers(text: str) -> str:
    row = 0
    for character in text:
        row = row + 1 if unicodedata.category(character) in ("Mn", "Me") else 0
        if row > MAX_MARKS_IN_A_ROW:
            raise refusal("too_many_marks", f"Use at most {MAX_MARKS_IN_A_ROW} accents on one letter.")
    return text
