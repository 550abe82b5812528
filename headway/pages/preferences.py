"""What a person chose for this device, kept in one readable cookie so that the first paint has it already."""

from dataclasses import dataclass
from typing import Any
from urllib.parse import unquote

import orjson
from flask import request

COOKIE = "preferences"
# What the cookie may say of each setting, its default first; `static/js/preferences.js` has the same table.
CHOICES: dict[str, tuple[str | bool, ...]] = {
    "theme": ("auto", "light", "dark"),
    "density": ("comfortable", "compact"),
    "motion": ("auto", "reduced"),
    "paging": ("pages", "continuous"),
    "clock": ("auto", "24", "12"),
    "weekStart": ("auto", "1", "0", "6"),
    "messageTime": ("10", "30", "dismissed"),
    "singleKeys": (True, False),
    "samples": ("offered", "kept"),
}
# The desk of each theme, as sRGB: browsers paint their own bars with it and do not all read oklch there.
DESK = {"light": "#eaf2f3", "dark": "#081012"}


@dataclass(frozen=True)
class Preferences:
    """The settings of one device, by their names in the cookie."""

    chosen: dict[str, str | bool]

    @property
    def theme(self) -> str:
        """ "light", "dark", or "auto": as the system has it."""
        return str(self.chosen["theme"])

    @property
    def density(self) -> str:
        """ "comfortable" or "compact"."""
        return str(self.chosen["density"])

    @property
    def motion(self) -> str:
        """ "reduced", or "auto": as the system has it."""
        return str(self.chosen["motion"])

    @property
    def has_half_days(self) -> bool:
        """Whether times are of a 12-hour clock; what the person's language is used to, only the browser knows."""
        return self.chosen["clock"] == "12"

    @property
    def offers_samples(self) -> bool:
        """Whether the person wants to be told how to remove the samples."""
        return self.chosen["samples"] == "offered"

    @property
    def theme_colours(self) -> list[tuple[str, str]]:
        """Media query and colour for the `theme-color` metas."""
        if self.theme in DESK:
            return [("", DESK[self.theme])]
        return [(f"(prefers-color-scheme: {scheme})", colour) for scheme, colour in DESK.items()]


def current_preferences() -> Preferences:
    """The settings of this request's device; what is unknown or garbled is at its default."""
    kept = _read(request.cookies.get(COOKIE, ""))
    return Preferences({name: _one_of(choices, kept.get(name)) for name, choices in CHOICES.items()})


def _one_of(choices: tuple[str | bool, ...], kept: Any) -> str | bool:
    return next((choice for choice in choices if choice == kept), choices[0])


def _read(cookie: str) -> dict[str, Any]:
    try:
        kept = orjson.loads(unquote(cookie))
    except ValueError:
        return {}
    return kept if isinstance(kept, dict) else {}
