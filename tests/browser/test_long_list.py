"""Ten thousand tasks as one list: how smoothly it goes by, and how soon it stands again."""

import pytest

from tests import factories
from tests.browser.conftest import PHONE
from tests.browser.states import measure
from tests.browser.test_continuous import TITLE_OF_FOCUS, come_down, nodes

MANY = 10_000
MOST_NODES = 1500
# Of the page's own thread, whatever else the machine does: what a frame of a 60 Hz screen has.
MOST_CPU_MS = 16
LOADING_MS = 120_000


@pytest.fixture
def many(app, alice):
    """Alice with ten thousand tasks."""
    factories.fill(app, alice, MANY)
    return alice


def scroll(page, **pace):
    """Scroll at a pace; what the frames were like, and what one took of the page's thread on average."""
    session = page.context.new_cdp_session(page)
    session.send("Performance.enable", {"timeDomain": "threadTicks"})
    before = busy_ms(session)
    found = page.evaluate(f"({measure('scrolling')})", pace)
    return found | {"cpu_ms": (busy_ms(session) - before) / found["frames"]}


def busy_ms(session):
    metrics = session.send("Performance.getMetrics")["metrics"]
    return next(metric["value"] for metric in metrics if metric["name"] == "TaskDuration") * 1000


def test_it_goes_by_without_a_gap_or_a_stop(long_list, many):
    page = long_list(many)
    come_down(page, MANY, LOADING_MS)
    page.evaluate("document.getElementById('main').scrollTop = 0")
    found = scroll(page, milliseconds=3000, pixels=60)
    assert found["blanks"] == 0
    assert found["cpu_ms"] <= MOST_CPU_MS
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
