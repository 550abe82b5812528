"""Every act can be taken back and done again, and what can't be taken back says so."""

import json
import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(open_page, alice, make_tasks):
    make_tasks(alice, "Water the fig tree", "Call the landlord", "Book train")
    page = open_page(alice)
    page.keyboard.press("j")
    return page


def press(page, *keys):
    for key in keys:
        page.keyboard.press(key)


def titles(page):
    return page.locator("task-row bdi")


def with_priority(page, priority):
    return page.locator(f"task-row[data-priority={priority}]")


def test_creating(page):
    press(page, "n")
    page.keyboard.type("Send invoice")
    press(page, "Enter")
    expect(titles(page)).to_have_count(4)
    press(page, "Control+z")
    expect(titles(page)).to_have_count(3)
    press(page, "Control+Shift+z")
    expect(titles(page)).to_have_count(4)


def test_renaming(page):
    press(page, "r")
    page.keyboard.type(" to Utrecht")
    press(page, "Enter")
    expect(titles(page).first).to_have_text("Book train to Utrecht")
    press(page, "Control+z")
    expect(titles(page).first).to_have_text("Book train")
    press(page, "Control+Shift+z")
    expect(titles(page).first).to_have_text("Book train to Utrecht")


def test_reopening(page):
    press(page, "e", "e")
    page.locator(".toast", has_text="Reopened “Book train”").get_by_role("button", name="Undo").click()
    expect(page.locator("task-row[data-status=completed] bdi")).to_have_text("Book train")


def test_a_message_goes_when_it_is_not_true_any_more(page):
    press(page, "e")
    expect(page.locator(".toast", has_text="Completed “Book train”")).to_be_visible()
    press(page, "e")
    expect(page.locator(".toast", has_text="Completed “Book train”")).to_be_hidden()
    expect(page.locator(".toast", has_text="Reopened “Book train”")).to_be_visible()
    press(page, "e")
    expect(page.locator(".toast")).to_have_text([re.compile("Completed “Book train”")])
    press(page, "Delete")
    expect(page.locator(".toast", has_text="Deleted “Book train”")).to_be_visible()
    expect(page.locator(".toast", has_text="Completed “Book train”")).to_be_hidden()


def test_a_priority_of_several(page):
    press(page, "x", "Shift+ArrowDown", "p", "h", "Enter")
    expect(with_priority(page, "high")).to_have_count(2)
    press(page, "Control+z")
    expect(with_priority(page, "high")).to_have_count(0)
    press(page, "Control+Shift+z")
    expect(with_priority(page, "high")).to_have_count(2)


def test_a_date_of_several(page):
    press(page, "x", "Shift+ArrowDown", "d")
    page.keyboard.type("2030-03-01")
    press(page, "Enter")
    expect(page.locator("task-row[data-due-date='2030-03-01']")).to_have_count(2)
    press(page, "Control+z")
    expect(page.locator("task-row[data-due-date='2030-03-01']")).to_have_count(0)


def test_a_status_of_several(page):
    press(page, "x", "Shift+ArrowDown", "s", "i", "Enter")
    expect(page.locator("task-row[data-status=in_progress]")).to_have_count(2)
    press(page, "Control+z")
    expect(page.locator("task-row[data-status=in_progress]")).to_have_count(0)


def test_restoring(page):
    press(page, "Delete", "g", "x")
    expect(page.get_by_role("heading", name="Trash")).to_be_focused()
    page.get_by_role("button", name="Restore: Book train").click()
    expect(titles(page)).to_have_count(0)
    press(page, "Control+z")
    expect(titles(page)).to_have_count(1)


def test_an_undo_that_is_refused_says_so_and_can_be_tried_again(page, guard):
    guard.allow(422)
    with page.expect_response(lambda response: response.request.method == "PUT"):
        press(page, "p", "h", "Enter")
    expect(with_priority(page, "high")).to_have_count(1)
    refusal = {"type": "about:blank", "title": "Refused", "status": 422, "detail": "Not now."}
    page.route(
        "**/api/tasks/*",
        lambda route: route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(refusal)),
        times=1,
    )
    press(page, "Control+z")
    toast = page.locator(".toast", has_text="Couldn’t undo: Not now.")
    expect(with_priority(page, "high")).to_have_count(1)
    toast.get_by_role("button", name="Try again").click()
    expect(with_priority(page, "high")).to_have_count(0)
