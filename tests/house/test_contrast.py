"""The contrast of every pair of colours that the interface relies on, computed from the tokens themselves."""

import math
import re
from pathlib import Path

import pytest

TOKENS = Path(__file__).parents[2] / "headway/static/css/tokens.css"
OKLCH = r"oklch\(([\d.]+) ([\d.]+) ([\d.]+)(?: / [\d.]+)?\)"
TEXT, SHAPE = 4.5, 3.0  # WCAG 2.2: 1.4.3 and 1.4.11
TOLERANCE = 0.05
DARK_RATHER_THAN_LIGHT = {"light": 0, "dark": 1}
# What is seen, on what, its floor, and the ratios as they were designed: light, dark.
PAIRS = [
    ("ink", "sheet", TEXT, 15.80, 15.71),
    ("ink-2", "sheet", TEXT, 8.21, 9.89),
    ("ink-3", "sheet", TEXT, 5.49, 6.71),
    ("ink-3", "desk", TEXT, 4.93, 7.23),
    ("ink-3", "hovered row", TEXT, 4.97, 5.95),
    ("ink-3", "brand-wash", TEXT, 4.68, 5.69),
    ("on-brand", "brand", TEXT, 8.73, 9.94),
    ("brand", "sheet", TEXT, 8.78, 9.81),
    ("on-mark", "mark", TEXT, 12.38, 13.74),
    ("focus", "sheet", SHAPE, 6.49, 11.41),
    ("progress-ink", "progress-wash", TEXT, 7.28, 8.14),
    ("done-ink", "done-wash", TEXT, 7.26, 8.85),
    ("medium-ink", "medium-wash", TEXT, 6.60, 8.59),
    ("high-ink", "high-wash", TEXT, 6.33, 6.92),
    ("pending-ink", "pending-wash", TEXT, 7.14, 8.65),
    ("high-ink", "sheet", TEXT, 7.32, 9.13),
    ("pending", "sheet", SHAPE, 4.14, 6.21),
    ("progress", "sheet", SHAPE, 4.78, 6.49),
    ("done", "sheet", SHAPE, 3.93, 8.21),
    ("medium", "sheet", SHAPE, 3.69, 9.10),
    ("high", "sheet", SHAPE, 4.64, 5.72),
    ("line-strong", "sheet", SHAPE, 3.56, 3.88),
    ("chart", "sheet", SHAPE, 6.76, 5.48),
    ("on-toast", "toast", TEXT, 14.81, 12.84),
    ("toast-act", "toast", TEXT, 12.38, 7.92),
]
AVATAR_HUES = (20, 60, 100, 150, 200, 250, 290, 340)
AVATAR = {"light": ((0.9, 0.055), (0.35, 0.075)), "dark": ((0.38, 0.065), (0.94, 0.03))}


@pytest.mark.parametrize(("front", "ground", "floor", "light", "dark"), PAIRS, ids=lambda value: str(value))
def test_a_pair_of_colours_keeps_its_contrast(front, ground, floor, light, dark):
    for theme, designed in (("light", light), ("dark", dark)):
        measured = ratio(token(front, theme), token(ground, theme))
        assert measured >= floor
        assert measured == pytest.approx(designed, abs=TOLERANCE)


@pytest.mark.parametrize("theme", ["light", "dark"])
@pytest.mark.parametrize("hue", AVATAR_HUES)
def test_initials_are_legible_on_every_hue(hue, theme):
    ground, letters = (srgb(lightness, chroma, hue) for lightness, chroma in AVATAR[theme])
    assert ratio(ground, letters) >= 7


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_words_on_the_art_panel_are_legible(theme):
    assert ratio(token("on-art", theme), token("art", theme)) >= TEXT
    assert ratio(token("art-ink", theme), token("art", theme)) >= TEXT


def token(name, theme):
    """The linear sRGB of a token; a hovered row is 5 % ink mixed into the sheet."""
    if name == "hovered row":
        sheet, ink = encoded(token("sheet", theme)), encoded(token("ink", theme))
        return linear(tuple(0.95 * below + 0.05 * above for below, above in zip(sheet, ink, strict=True)))
    declared = re.search(rf"--{name}: ([^;]+);", TOKENS.read_text())[1]
    colours = re.findall(OKLCH, declared)
    return srgb(*map(float, colours[min(len(colours) - 1, DARK_RATHER_THAN_LIGHT[theme])]))


def srgb(lightness, chroma, hue):
    """Linear sRGB of an OKLCH colour, clipped (https://www.w3.org/TR/css-color-4/#color-conversion-code)."""
    a, b = chroma * math.cos(math.radians(hue)), chroma * math.sin(math.radians(hue))
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    middle = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    red = 4.0767416621 * long - 3.3077115913 * middle + 0.2309699292 * short
    green = -1.2684380046 * long + 2.6097574011 * middle - 0.3413193965 * short
    blue = -0.0041960863 * long - 0.7034186147 * middle + 1.7076147010 * short
    return tuple(min(1.0, max(0.0, channel)) for channel in (red, green, blue))


def encoded(colour):
    return tuple(12.92 * c if c <= 0.0031308 else 1.055 * c ** (1 / 2.4) - 0.055 for c in colour)


def linear(colour):
    return tuple(c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in colour)


def ratio(one, other):
    """The contrast ratio of two linear colours (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio)."""
    first, second = (0.2126 * red + 0.7152 * green + 0.0722 * blue for red, green, blue in (one, other))
    return (max(first, second) + 0.05) / (min(first, second) + 0.05)
