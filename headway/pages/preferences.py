"""What a person chose for this device, kept in one readable cookie so that the first paint has it already."""

from dataclasses import dataclass
from urllib.parse import unquote

import orjson
from flask import request

COOKIE = "preferences"
THEMES = ("light", "dark", "auto")
DENSITIES = ("comfortable", "compact")
# The desk of each theme, as sRGB: browsers paint their own bars with it and do not all read oklch there.
DESK = {"light": "#eaf2f3", "dark": "#081012"}


@dataclass(frozen=True)
class Preferences:
    """The settings that the server renders; scripts read the others from the same cookie."""

    theme: str = "auto"
    density: str = "comfortable"

    @property
    def theme_colours(self) -> list[tuple[str, str]]:
        """Media query and colour for the `theme-color` metas."""
        if self.theme in DESK:
            return [("", DESK[self.theme])]
        return [(f"(prefers-color-scheme: {scheme})", colour) for scheme, colour in DESK.items()]


def current_preferences() -> Preferences:
    """The settings of this request's device; what is unknown or garbled is at its default."""
    try:
        chosen = orjson.loads(unquote(request.cookies.get(COOKIE, "{}")))
        theme, density = chosen.get("theme"), chosen.get("density")
    except (ValueError, AttributeError):
        return Preferences()
    return Preferences(
        theme=theme if theme in THEMES else "auto", density=density if density in DENSITIES else "comfortable"
    )
