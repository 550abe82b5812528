"""From sign-up to sign-out, as somebody does it with a mouse or a finger."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, settle

PASSWORD = "a quiet walk along the canal"


def sign_up(page, name):
    page.goto("/sign-up")
    page.get_by_label("Name").fill(name)
    page.get_by_label("Email").fill(f"{name.lower()}-{id(page)}@people.example")
    page.get_by_label("Password", exact=True).fill(PASSWORD)
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(re.compile("/(today|all)"))
    settle(page)


def add(page, title):
    page.get_by_role("button", name="New task").locator("visible=true").click()
    page.get_by_label("Title", exact=True).locator("visible=true").fill(title)
    page.get_by_role("button", name="Create task").click()
    expect(row(page, title)).to_be_visible()


def go_to(page, place):
    link = page.get_by_role("link", name=place).locator("visible=true")
    if not link.count():
        page.get_by_role("button", name="More", exact=True).click()
    link.click()
    expect(page.get_by_role("heading", name=place)).to_be_focused()


def row(page, title):
    return page.locator("task-row").filter(has_text=title)


def count(page, name):
    return page.locator(f"task-counts [data-field={name}]")


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desktop", "phone"])
def test_a_new_person_does_everything_once(open_page, viewport):
    page = open_page(None, "/sign-up", viewport=viewport, has_touch=viewport is PHONE)
    sign_up(page, "Nora")
    expect(page.locator("[data-group=anytime] task-row")).to_have_count(3)
    hint = "Tap + to add a task" if viewport is PHONE else "Press N to add a task"
    expect(page.get_by_role("link", name=hint)).to_be_visible()
    go_to(page, "All tasks")
    expect(count(page, "total")).to_have_text("3")

    add(page, "Book train")
    add(page, "Send invoice")
    expect(count(page, "total")).to_have_text("5")
    expect(page.locator("task-row").first).to_contain_text("Send invoice")

    row(page, "Book train").get_by_role("checkbox").click()
    expect(count(page, "completed")).to_have_text("1")
    expect(row(page, "Book train")).to_have_attribute("data-status", "completed")
    page.locator(".toast", has_text="Completed “Book train”").get_by_role("button", name="Undo").click()
    expect(count(page, "completed")).to_have_text("0")

    row(page, "Send invoice").get_by_role("link").click()
    panel = page.locator("#task-panel")
    panel.get_by_label("Title", exact=True).fill("Send the invoice to Orrin")
    panel.get_by_label("Notes").fill("Net 30")
    panel.get_by_role("button", name="Priority").click()
    page.get_by_role("menuitemradio", name="High").click()
    panel.get_by_role("button", name="Due").click()
    page.locator("[data-act=preset][data-value=tomorrow]").click()
    expect(panel.locator("[data-field=due]")).to_have_text("Tomorrow")
    panel.get_by_role("button", name="Close").click()
    expect(panel).to_be_hidden()
    expect(row(page, "Send the invoice to Orrin")).to_have_attribute("data-priority", "high")

    page.get_by_role("radio", name="In progress").check()
    expect(page).to_have_url(re.compile(r"status=in_progress"))
    expect(page.get_by_text("No in-progress tasks.")).to_be_visible()
    page.locator("[data-field=state]").get_by_role("link", name="Clear filters").click()
    expect(page.locator("task-row")).to_have_count(5)

    row(page, "Book train").get_by_role("button", name="More for").click()
    page.get_by_role("menuitem", name="Delete").click()
    expect(page.locator("task-row")).to_have_count(4)
    expect(count(page, "total")).to_have_text("4")
    go_to(page, "Trash")
    page.get_by_role("button", name="Restore: Book train").click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    go_to(page, "All tasks")
    expect(page.locator("task-row")).to_have_count(5)
    row(page, "Send the invoice to Orrin").get_by_role("link").click()
    expect(panel.get_by_label("Notes")).to_have_value("Net 30")
    page.go_back()
    expect(panel).to_be_hidden()

    page.locator("[popovertarget=account-panel], [popovertarget=more-sheet]").locator("visible=true").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0
    page.goto("/all")
    assert page.url.endswith("/sign-in?next=/all")
