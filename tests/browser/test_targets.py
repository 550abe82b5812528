"""What can be pressed is large enough: 24 px for a pointer, 44 for a finger, on every screen and in every layer.

What hears a press may be larger than what is seen, so it is felt for: from the middle of a control outwards, as far as
a press still belongs to it. `make audit` feels for what opens under a pointer too.
"""

import pytest

from tests.browser.conftest import PHONE
from tests.browser.states import (
    AT_THE_DOOR,
    EMPTY,
    IS_AUDIT,
    LAYERS,
    ON_DESKS,
    ON_PHONES,
    ON_ROWS,
    SCREENS,
    SECTIONS,
    measure,
    show,
)

FINGER = {"viewport": PHONE, "has_touch": True, "is_mobile": True}
FEEL = measure("targets")


def too_small(page, states, least):
    """The controls of each state that are smaller than `least`, by its name."""
    found = {}
    for name, state in states.items():
        show(page, *state)
        found[name] = page.evaluate(FEEL, least)
    return {name: controls for name, controls in found.items() if controls}


def test_a_finger_meets_everything(open_page, furnished, guard):
    guard.allow(0, 412, 429, 500)
    states = SCREENS | SECTIONS | LAYERS | ON_ROWS | ON_PHONES | furnished.pages
    assert too_small(open_page(furnished.person, "/all", **FINGER), states, 44) == {}


def test_a_pointer_meets_everything(open_page, furnished, guard):
    guard.allow(0, 412, 429, 500)
    states = SCREENS | furnished.pages
    if IS_AUDIT:
        states |= LAYERS | ON_ROWS | ON_DESKS
    assert too_small(open_page(furnished.person, "/all"), states, 24) == {}


@pytest.mark.parametrize(("options", "least"), [(FINGER, 44), ({}, 24)], ids=["finger", "pointer"])
def test_doors_and_empty_screens_too(open_page, alice, guard, options, least):
    guard.allow(404, 429)
    assert too_small(open_page(None, "/sign-in", **options), AT_THE_DOOR, least) == {}
    assert too_small(open_page(alice, "/all", **options), EMPTY, least) == {}
