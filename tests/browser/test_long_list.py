"""Ten thousand tasks as one list: how smoothly it goes by, and how soon it stands again."""

import pytest

from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.states import measure
from tests.browser.test_continuous import TITLE_OF_FOCUS, come_down, nodes

MANY = 10_000
MOST_NODES = 1500
LONGEST_FRAME_MS = 50
LOADING_MS = 120_000


@pytest.fixture
def many(app, alice):
    """Alice with ten thousand tasks."""
    factories.fill(app, alice, MANY)
    return alice


def scroll(page, **pace):
    """Scroll at a pace; what the frames were like."""
    return page.evaluate(f"({measure('scrolling')})", pace)


def test_it_goes_by_without_a_gap_or_a_stop(long_list, many):
    page = long_list(many)
    come_down(page, MANY, LOADING_MS)
    page.evaluate("document.getElementById('main').scrollTop = 0")
    found = scroll(page, milliseconds=3000, pixels=60)
    print(found, nodes(page))
    assert found["blanks"] == 0
    assert found["p95"] <= LONGEST_FRAME_MS
    assert nodes(page) <= MOST_NODES


def test_j_is_held_down_for_long(long_list, many):
    page = long_list(many)
    page.keyboard.press("j")
    for step in range(1, 400):
        page.keyboard.down("j")
        assert page.evaluate(TITLE_OF_FOCUS) == f"Task {MANY - step}"
    page.keyboard.up("j")


def test_fingers_scroll_it_too(long_list, many):
    page = long_list(many, viewport=PHONE, has_touch=True, is_mobile=True)
    assert scroll(page, milliseconds=600, pixels=40)["blanks"] == 0
    assert nodes(page) <= MOST_NODES
