"""What happens is said (WCAG 4.1.3): each text is in the live region, and the focus stays where it was."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import wait_until_live

FOCUSED = "document.activeElement"


@pytest.fixture
def page(open_page, alice, make_tasks):
    make_tasks(alice, *(f"Task {number:02}" for number in range(51)), "Book train")
    page = open_page(alice)
    page.keyboard.press("j")
    return page


def hears(page, text):
    """The polite region says it."""
    expect(page.locator("#announcer")).to_have_text(re.compile(text))


def keeps_its_focus(page, act):
    """Do something that only says what came of it."""
    before = page.evaluate_handle(FOCUSED)
    act()
    return lambda: page.evaluate("(before) => document.activeElement === before", before)


def test_completing_and_taking_back(page):
    is_kept = keeps_its_focus(page, lambda: page.keyboard.press("e"))
    hears(page, "^Completed: Book train")
    assert is_kept()
    is_kept = keeps_its_focus(page, lambda: page.keyboard.press("Control+z"))
    hears(page, "^Undid: Completed")
    assert is_kept()


def test_creating(page):
    page.keyboard.press("n")
    page.keyboard.type("Send invoice")
    is_kept = keeps_its_focus(page, lambda: page.keyboard.press("Shift+Enter"))
    hears(page, "^Task created")
    assert is_kept()


def test_filtering_and_sorting(page):
    page.get_by_role("radio", name="Pending").focus()
    is_kept = keeps_its_focus(page, lambda: page.keyboard.press("Space"))
    hears(page, "^52 tasks")
    assert is_kept()
    page.get_by_role("button", name="Sort").click()
    page.locator("#sort-order").get_by_label("Priority").focus()
    is_kept = keeps_its_focus(page, lambda: page.keyboard.press("Space"))
    hears(page, "^Sorted by priority")
    assert is_kept()


def test_turning_the_page(page):
    page.get_by_role("link", name="Next").click()
    hears(page, "^Next page")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()


def test_saving_a_field(page):
    page.keyboard.press("Enter")
    page.locator("#task-panel").get_by_label("Notes").fill("Window seat")
    page.keyboard.press("Tab")
    expect(page.locator("[data-field=saved]")).to_have_text("Saved")
    hears(page, "^Saved")


def test_losing_and_finding_the_net(page, guard):
    guard.allow(0)
    wait_until_live(page)
    is_kept = keeps_its_focus(page, lambda: page.context.set_offline(True))
    expect(page.locator("#announcer")).to_have_text(re.compile("^Offline"), timeout=15_000)
    assert is_kept()
    page.context.set_offline(False)
    expect(page.locator("#announcer")).to_have_text(re.compile("^Back online"), timeout=15_000)
    assert is_kept()


def test_a_message_waits_while_somebody_is_at_it(open_page, alice, make_tasks):
    make_tasks(alice, "Book train", "Call Ana")
    page = open_page(alice)
    page.clock.install()
    page.keyboard.press("j")
    page.keyboard.press("e")
    toast = page.locator(".toast")
    expect(toast).to_be_visible()
    toast.hover()
    page.clock.run_for(60_000)
    expect(toast).to_be_visible()
    page.mouse.move(5, 5)
    toast.get_by_role("button", name="Undo").focus()
    page.clock.run_for(60_000)
    expect(toast).to_be_visible()
    page.get_by_role("link", name="Book train").focus()
    page.clock.run_for(11_000)
    expect(toast).to_be_hidden()


def test_the_board_stands_still_when_it_is_told_to(open_page, alice, bob, make_tasks, client):
    make_tasks(alice, {"title": "Mine", "status": "completed"})
    page = open_page(alice, "/leaderboard")
    pause = page.get_by_role("button", name="Pause updates")
    expect(page.locator("leader-board:defined")).to_be_attached()
    pause.focus()
    page.keyboard.press("Enter")
    expect(pause).to_have_attribute("aria-pressed", "true")
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    shown = page.locator("[data-field=rows]").inner_text()
    make_tasks(alice, {"title": "Another", "priority": "high", "status": "completed"})
    expect(page.locator(".sidebar [data-field=count-total]")).to_have_text("2")
    assert page.locator("[data-field=rows]").inner_text() == shown
    assert not [url for url in asked if "leaderboard" in url]
    page.keyboard.press("Enter")
    expect(page.locator("[data-you] [data-field=spoken]")).to_contain_text("2 completed")
