"""All tasks as one list that goes on: few rows in the page, every task at its place, the focus where it was."""

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import settle

MANY = 420
# The rest of the page has 610; a row, of which there are never more than 30 in this window, has 29.
MOST_NODES = 1500
TITLE_OF_FOCUS = "document.activeElement.closest('task-row')?.ariaLabel"


@pytest.fixture
def many(app, alice):
    """Alice with many tasks: "Task 420" is the newest."""
    factories.fill(app, alice, MANY)
    return alice


def nodes(page):
    return page.evaluate("document.querySelectorAll('*').length")


def scroll_to(page, place):
    """Scroll there, as far down as that is; the rows on the way have to come first."""
    page.wait_for_function(
        """(place) => {
            const main = document.getElementById("main")
            main.scrollTop = place
            return main.scrollTop === place
        }""",
        arg=place,
    )


def come_down(page, many=MANY, milliseconds=20_000):
    """Scroll until all tasks are there."""
    page.wait_for_function(
        """(many) => {
            document.getElementById("main").scrollTop = 1e9
            return document.querySelector("[role=grid]").offsetHeight >= many * 44
        }""",
        arg=many,
        timeout=milliseconds,
    )


def test_every_task_is_there_and_few_rows_are(long_list, many):
    page = long_list(many)
    expect(page.get_by_role("grid")).to_have_attribute("aria-rowcount", str(MANY))
    expect(page.locator("page-nav")).to_be_hidden()
    come_down(page)
    last = page.get_by_role("row", name="Task 1", exact=True)
    scroll_to(
        page,
        page.evaluate("document.getElementById('main').scrollHeight - document.getElementById('main').clientHeight"),
    )
    expect(last).to_be_visible()
    expect(last).to_have_attribute("aria-rowindex", str(MANY))
    places = page.locator("task-row").evaluate_all("(rows) => rows.map((row) => Number(row.ariaRowIndex))")
    assert places == sorted(set(places))
    assert nodes(page) <= MOST_NODES


def test_j_held_down_skips_nothing(long_list, many):
    page = long_list(many)
    page.keyboard.press("j")
    steps = 80
    for step in range(1, steps):
        page.keyboard.down("j")
        assert page.evaluate(TITLE_OF_FOCUS) == f"Task {MANY - step}"
    page.keyboard.up("j")
    focused = page.locator("task-row:focus-within")
    expect(focused).to_have_attribute("aria-rowindex", str(steps))
    expect(focused).to_be_in_viewport()
    page.keyboard.press("Control+Home")
    expect(page.get_by_role("link", name=f"Task {MANY}", exact=True)).to_be_focused()
    expect(page.locator("task-row:focus-within")).to_be_in_viewport()


def test_the_row_with_the_focus_stays_while_the_list_goes_by(long_list, many):
    page = long_list(many)
    page.keyboard.press("j")
    page.keyboard.press("j")
    scroll_to(page, 7000)
    assert page.evaluate(TITLE_OF_FOCUS) == f"Task {MANY - 1}"
    page.keyboard.press("j")
    expect(page.get_by_role("link", name=f"Task {MANY - 2}", exact=True)).to_be_focused()
    expect(page.locator("task-row:focus-within")).to_be_in_viewport()


def test_a_row_that_comes_shows_its_own_task(long_list, many):
    page = long_list(many)
    scroll_to(page, 3000)
    row = page.get_by_role("row", name=f"Task {MANY - 66}", exact=True)
    expect(row).to_be_in_viewport()
    task_id = row.get_attribute("data-id")
    expect(row.get_by_role("link")).to_have_attribute("href", f"/all?task={task_id}")
    row.get_by_role("checkbox").click()
    expect(row.get_by_role("checkbox")).to_be_checked()
    row.get_by_role("link").click()
    expect(page.locator("#task-panel")).to_contain_text(f"Task {MANY - 66}")
    page.keyboard.press("Escape")
    expect(row.get_by_role("link")).to_be_focused()


def test_back_finds_the_place_again(long_list, many):
    page = long_list(many)
    scroll_to(page, 7000)
    expect(page.get_by_role("row", name=f"Task {MANY - 160}", exact=True)).to_be_in_viewport()
    place = page.evaluate("document.getElementById('main').scrollTop")
    page.get_by_role("link", name="Insights").locator("visible=true").first.click()
    expect(page.get_by_role("heading", name="Insights")).to_be_focused()
    page.go_back()
    page.wait_for_function("(place) => document.getElementById('main').scrollTop === place", arg=place)
    expect(page.get_by_role("row", name=f"Task {MANY - 160}", exact=True)).to_be_in_viewport()


def test_it_is_chosen_in_the_settings(open_page, many):
    page = open_page(many, "/settings?section=appearance")
    expect(page.locator("preference-choice[data-name=paging]:defined")).to_be_visible()
    page.get_by_role("radio", name="Continuous").check()
    page.goto("/all")
    settle(page)
    expect(page.locator(".task-list__rows--windowed")).to_be_visible()
    expect(page.get_by_role("navigation", name="Pages")).to_be_hidden()
