"""Nothing is lost on narrow screens, with larger text, wider spacing or four times the size.

A plain run looks at every screen in the ways that differ most, and at what opens over them on the narrowest;
`make audit` looks at everything in every way.
"""

import pytest

from tests.browser.conftest import DESKTOP, PHONE
from tests.browser.states import (
    AT_THE_DOOR,
    EMPTY,
    IS_AUDIT,
    LAYERS,
    NARROW,
    ON_PHONES,
    ON_ROWS,
    SCREENS,
    SECTIONS,
    measure,
    show,
)

MAGNIFIED = {"width": 320, "height": 256}  # 1280 × 1024 at 400 %
# Letters, words and lines as far apart as WCAG 1.4.12 asks for; text twice as large.
SPACED = """() => {
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(`* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important }
    p { margin-block-end: 2em !important }`)
  document.adoptedStyleSheets = [sheet]
}"""
TWICE = "() => { document.documentElement.style.fontSize = '200%' }"
AS_IT_IS = "() => undefined"
LOST = measure("lost")
HEAPED = measure("heaped")


def lost(page, states, change):
    """What cannot be read in each state after a change of the page, by its name."""
    found = {}
    for name, state in states.items():
        show(page, *state)
        page.evaluate(change)
        found[name] = page.evaluate(LOST) + page.evaluate(HEAPED)
    return {name: texts for name, texts in found.items() if texts}


WAYS = {
    "320 px": (NARROW, AS_IT_IS),
    "400 %": (MAGNIFIED, AS_IT_IS),
    "200 % text": (DESKTOP, TWICE),
    "200 % text on a phone": (PHONE, TWICE),
    "spaced": (DESKTOP, SPACED),
    "spaced on a phone": (PHONE, SPACED),
}
QUICK = ("320 px", "400 %", "200 % text", "spaced on a phone")


@pytest.mark.parametrize("way", WAYS if IS_AUDIT else QUICK)
def test_nothing_is_lost(open_page, furnished, guard, way):
    guard.allow(0, 412, 429, 500)
    viewport, change = WAYS[way]
    states = SCREENS | furnished.pages
    if IS_AUDIT:
        states |= SECTIONS | LAYERS | ON_ROWS
        states |= {} if viewport is DESKTOP else ON_PHONES
    elif way == "320 px":
        states |= LAYERS
    assert lost(open_page(furnished.person, "/all", viewport=viewport), states, change) == {}


@pytest.mark.parametrize("way", WAYS if IS_AUDIT else QUICK[:1])
def test_nothing_is_lost_at_the_door_or_on_empty_screens(open_page, alice, guard, way):
    guard.allow(404, 429)
    viewport, change = WAYS[way]
    assert lost(open_page(None, "/sign-in", viewport=viewport), AT_THE_DOOR, change) == {}
    assert lost(open_page(alice, "/all", viewport=viewport), EMPTY, change) == {}
