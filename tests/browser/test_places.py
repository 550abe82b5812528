"""The URL is the state: pages, filters, open tasks, Back, and narrow screens."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, settle


@pytest.fixture
def many(alice, make_tasks):
    return make_tasks(alice, *(f"Task {number:03}" for number in range(60)))


def test_pages_are_turned_and_turned_back(open_page, alice, many):
    page = open_page(alice)
    page.get_by_role("link", name="Next").click()
    expect(page.locator("task-row")).to_have_count(10)
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    expect(page).to_have_url(re.compile("cursor="))
    page.reload()
    settle(page)
    expect(page.locator("task-row")).to_have_count(10)
    page.go_back()
    expect(page.locator("task-row")).to_have_count(50)
    expect(page).to_have_url(re.compile("/all$"))


def test_a_link_of_the_list_shows_the_same_list(open_page, alice, make_tasks):
    make_tasks(alice, {"title": "Urgent", "priority": "high"}, {"title": "Idle", "priority": "low"}, "Middling")
    page = open_page(alice)
    page.get_by_role("button", name="Priority", exact=True).first.click()
    page.locator("#filter-priority").get_by_label("High").check()
    page.locator("#filter-priority").get_by_label("Low").check()
    page.keyboard.press("Escape")
    page.get_by_role("button", name="Sort").click()
    page.locator("#sort-order").get_by_label("Title").check()
    expect(page.locator("task-row bdi")).to_have_text(["Idle", "Urgent"])
    expect(page).to_have_url(re.compile(r"/all\?priority=high,low&sort=title$"))
    page.reload()
    settle(page)
    expect(page.locator("task-row bdi")).to_have_text(["Idle", "Urgent"])
    expect(page.get_by_role("button", name="2 priorities")).to_be_visible()


def lose_the_connection(page):
    """Once everything is loaded that the page loads when it has time."""
    page.locator("sync-state:defined").wait_for(state="attached")
    page.context.set_offline(True)


def test_without_a_connection_the_screen_stays_and_goes_on_later(open_page, alice, guard, many):
    guard.allow(0)
    page = open_page(alice)
    lose_the_connection(page)
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page).to_have_url(re.compile("/all$"))
    page.keyboard.press("n")
    page.keyboard.type("Written on the train")
    page.keyboard.press("Enter")
    expect(page.locator("task-row bdi").first).to_have_text("Written on the train")
    page.context.set_offline(False)
    page.get_by_role("button", name="Try again").click()
    expect(page).to_have_url(re.compile("/today$"))
    expect(page.get_by_role("heading", name="Today", exact=True, level=1)).to_be_focused()


def test_back_without_a_connection_leaves_the_screen_too(open_page, alice, guard, many):
    guard.allow(0)
    page = open_page(alice, "/today")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    lose_the_connection(page)
    page.go_back()
    expect(page.get_by_role("button", name="Try again")).to_be_visible()
    expect(page).to_have_url(re.compile("/all$"))
    expect(page.locator("task-row")).to_have_count(50)
    page.context.set_offline(False)


def test_back_closes_the_panel_first(open_page, alice, many):
    page = open_page(alice)
    page.get_by_role("radio", name="Pending").check()
    page.get_by_role("link", name="Task 059").click()
    expect(page.locator("#task-panel")).to_be_visible()
    page.get_by_role("link", name="Task 058").click()
    expect(page.locator("#task-panel").get_by_label("Title", exact=True)).to_have_value("Task 058")
    page.go_back()
    expect(page.locator("#task-panel")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/all\?status=pending$"))


def test_an_address_with_a_task_opens_it_beside_the_list(open_page, alice, many):
    page = open_page(alice, f"/all?task={many[0]['id']}")
    expect(page.locator("#task-panel").get_by_label("Title", exact=True)).to_have_value("Task 000")
    expect(page.locator("task-row")).to_have_count(50)
    page.locator("#task-panel").get_by_role("button", name="Close").click()
    expect(page.locator("#task-panel")).to_be_hidden()


def test_a_task_has_a_page_of_its_own(open_page, alice, many):
    page = open_page(alice, f"/tasks/{many[0]['id']}")
    page.locator("task-detail").get_by_label("Notes").fill("Written on its own page")
    page.keyboard.press("Tab")
    expect(page.locator("[data-field=saved]")).to_have_text("Saved")
    page.keyboard.press("e")
    expect(page.locator("task-detail")).to_have_attribute("data-status", "completed")


def test_screens_change_without_a_new_page_and_undo_goes_along(open_page, alice, make_tasks):
    make_tasks(alice, "Book train")
    page = open_page(alice)
    page.get_by_role("checkbox").focus()
    page.keyboard.press("Delete")
    expect(page.get_by_text("A clear page")).to_be_visible()
    page.get_by_role("link", name="Trash").first.click()
    expect(page.locator("task-row")).to_have_count(1)
    expect(page.get_by_role("heading", name="Trash")).to_be_focused()
    expect(page.get_by_role("link", name="Trash").first).to_have_attribute("aria-current", "page")
    page.keyboard.press("Control+z")
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("link", name="Book train")).to_be_visible()
    expect(page).to_have_title(re.compile("^All tasks · 1 open"))


@pytest.mark.parametrize("path", ["/all", "/all?status=completed", "/trash", "/all?task", "/sign-in", "/sign-up"])
def test_nothing_is_wider_than_a_narrow_screen(open_page, alice, make_tasks, path):
    long = make_tasks(alice, "Donaudampfschifffahrtsgesellschaftskapitän " * 4, "W" * 200)[0]
    path = path.replace("?task", f"?task={long['id']}")
    page = open_page(None if "sign" in path else alice, path, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320


def test_a_phone_opens_a_task_over_the_whole_screen_and_back_returns(open_page, alice, many):
    page = open_page(alice, viewport=PHONE, has_touch=True)
    page.get_by_role("checkbox", name="Complete: Task 059").tap()
    page.get_by_role("link", name="Task 058").tap()
    panel = page.locator("#task-panel")
    expect(panel).to_be_visible()
    assert panel.bounding_box() == {"x": 0, "y": 0, **PHONE}
    panel.get_by_role("button", name="Priority").tap()
    page.get_by_role("menuitemradio", name="Low").tap()
    expect(panel.locator("[data-field=priority]")).to_have_text("Low")
    expect(panel.get_by_text("Completed “Task 059”")).to_be_visible()
    page.go_back()
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name="Task 058")).to_be_focused()
    page.locator(".toast").get_by_role("button", name="Undo").tap()
    expect(page.get_by_role("checkbox", name="Complete: Task 059")).to_have_attribute("aria-checked", "false")


@pytest.mark.parametrize("path", ["/all", "/today", "/upcoming"])
def test_the_first_load_asks_for_little(context, alice, make_tasks, path):
    make_tasks(alice, {"title": "Book train", "due_date": "2026-11-22", "due_time": "15:00"})
    page = context(alice).new_page()
    asked = []
    page.on("request", lambda request: asked.append(request.url))
    page.goto(path, wait_until="load")
    assert len(asked) <= 40
    expect(page.locator("task-composer:defined")).to_be_attached()
