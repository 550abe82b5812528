"""Deleting for good, which asks first, and the way back out of the trash."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle, wait_until_live
from tests.browser.test_keyboard_only import Hands


@pytest.fixture
def trash(client, alice, make_tasks):
    """Put tasks into Alice's trash."""

    def trash(*titles):
        tasks = make_tasks(alice, *titles)
        for place in range(0, len(tasks), 200):
            ids = [task["id"] for task in tasks[place : place + 200]]
            client.as_(alice).post("/api/tasks/batch", json={"ids": ids, "delete": True})
        return tasks

    return trash


@pytest.fixture
def page(open_page, alice, trash):
    """Alice's trash with three tasks in it."""
    trash("Water the fig tree", "Call the landlord", "Book train")
    page = open_page(alice, "/trash")
    expect(page.locator("#main :not(:defined)")).to_have_count(0)
    return page


def question(page):
    return page.get_by_role("alertdialog")


def test_a_row_is_restored_without_a_pointer(page, open_page, alice):
    page.keyboard.press("j")
    hands = Hands(page)
    hands.press("ArrowDown")
    expect(page.get_by_role("button", name="Restore: Call the landlord")).to_be_focused()
    hands.press("Enter")
    expect(page.locator("task-row")).to_have_count(2)
    expect(page.get_by_role("button", name="Restore: Water the fig tree")).to_be_focused()
    hands.press("g", "a")
    expect(page.locator("task-row bdi")).to_have_text(["Call the landlord"])


def test_what_was_deleted_is_in_the_trash_however_late_the_server_has_it(open_page, alice, make_tasks):
    make_tasks(alice, "Book train")
    page = open_page(alice)
    wait_until_live(page)
    held = []
    page.route(re.compile("/api/tasks/[0-9a-f-]+$"), lambda route: held.append(route))
    with page.expect_request(lambda request: request.method == "DELETE"):
        page.get_by_role("link", name="Book train").focus()
        page.keyboard.press("Delete")
    page.get_by_role("link", name="Trash").first.click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    held[0].continue_()
    expect(page.locator("task-row bdi")).to_have_text(["Book train"])


def test_one_task_goes_for_good_when_the_person_is_sure(page, client, alice):
    page.keyboard.press("j")
    hands = Hands(page)
    hands.press("Delete")
    expect(question(page)).to_contain_text("“Book train” can’t be brought back.")
    expect(question(page).get_by_role("button", name="Cancel")).to_be_focused()
    hands.press("Enter")
    expect(question(page)).to_be_hidden()
    expect(page.locator("task-row")).to_have_count(3)
    expect(page.get_by_role("button", name="Restore: Book train")).to_be_focused()
    hands.press("ArrowRight")
    expect(page.get_by_role("button", name="Delete for good: Book train")).to_be_focused()
    hands.press("Enter")
    expect(question(page).get_by_role("button", name="Cancel")).to_be_focused()
    hands.press("Tab", "Enter")
    expect(page.locator("task-row")).to_have_count(2)
    expect(page.locator(".toast")).to_contain_text("Deleted “Book train” for good")
    hands.look()
    assert client.as_(alice).get("/api/tasks?deleted=true").json["total"] == 2


def test_a_refusal_leaves_the_row(page, guard):
    guard.allow(500)
    page.route("**/api/tasks/batch", lambda route: route.fulfill(status=500, json={"title": "Fault", "status": 500}))
    page.get_by_role("button", name="Delete for good: Book train").click()
    question(page).get_by_role("button", name="Delete for good").click()
    expect(page.locator(".toast")).to_contain_text("Couldn’t delete “Book train”.")
    expect(page.locator("task-row")).to_have_count(3)


def test_the_whole_trash_is_emptied_page_by_page(open_page, alice, trash, client, make_tasks):
    trash(*(f"Task {number:03}" for number in range(120)))
    make_tasks(alice, "Stays")
    page = open_page(alice, "/trash")
    page.locator("empty-trash:defined").wait_for()
    page.get_by_role("button", name="Empty trash…").click()
    expect(question(page)).to_contain_text("Delete 120 tasks for good?")
    expect(question(page).get_by_role("button", name="Cancel")).to_be_focused()
    question(page).get_by_role("button", name="Delete for good").click()
    expect(page.get_by_text("The trash is empty.")).to_be_visible()
    expect(page.locator(".toast")).to_contain_text("Deleted 120 tasks for good")
    expect(page.get_by_role("button", name="Empty trash…")).to_be_hidden()
    expect(page.get_by_role("heading", name="Trash")).to_be_focused()
    hers = client.as_(alice)
    assert (hers.get("/api/tasks?deleted=true").json["total"], hers.get("/api/tasks").json["total"]) == (0, 1)


def test_escape_is_no_answer(page):
    page.get_by_role("button", name="Empty trash…").click()
    expect(question(page).get_by_role("button", name="Cancel")).to_be_focused()
    page.keyboard.press("Escape")
    expect(question(page)).to_be_hidden()
    expect(page.get_by_role("button", name="Empty trash…")).to_be_focused()
    expect(page.locator("task-row")).to_have_count(3)


def test_another_tab_sees_them_go(open_page, context, alice, trash):
    trash("Water the fig tree", "Book train")
    profile = context(alice)
    page, other = open_page.tab(profile, "/trash"), open_page.tab(profile, "/trash")
    page.get_by_role("button", name="Delete for good: Book train").click()
    question(page).get_by_role("button", name="Delete for good").click()
    for tab in (page, other):
        expect(tab.locator("task-row bdi")).to_have_text(["Water the fig tree"])


@pytest.fixture
def newcomer(open_page, product):
    """Somebody who has just signed up, on their first page."""
    page = open_page(None, "/sign-up")
    page.get_by_label("Name").fill("Dana")
    page.get_by_label("Email").fill(f"dana-{page.evaluate('crypto.randomUUID()')}@people.example")
    page.get_by_label("Password", exact=True).fill("three quiet lamps")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(re.compile("/(all|today)"))
    page.goto("/all")
    settle(page)
    page.locator("sample-note:defined").wait_for()
    return page


def test_the_samples_go_in_one_request_and_come_back_by_undo(newcomer):
    note = newcomer.locator("sample-note")
    expect(note).to_contain_text("3 sample tasks are here to try things on.")
    expect(newcomer.locator("task-row")).to_have_count(3)
    with newcomer.expect_request("**/api/tasks/batch"):
        note.get_by_role("button", name="Remove samples").click()
    expect(newcomer.locator("task-row")).to_have_count(0)
    expect(note).to_be_hidden()
    newcomer.get_by_role("button", name="Undo").click()
    expect(newcomer.locator("task-row")).to_have_count(3)
    expect(note).to_contain_text("3 sample tasks")


def test_the_samples_that_the_list_does_not_show_go_too(newcomer):
    newcomer.goto("/all?q=nothing+like+it")
    settle(newcomer)
    newcomer.locator("sample-note:defined").wait_for()
    with newcomer.expect_response("**/api/tasks/batch"):
        newcomer.get_by_role("button", name="Remove samples").click()
    expect(newcomer.locator(".toast")).to_contain_text("Deleted 3 tasks")
    newcomer.goto("/all")
    expect(newcomer.get_by_text("A clear page")).to_be_visible()
    expect(newcomer.locator("sample-note")).to_have_count(0)


def test_samples_may_stay_without_being_mentioned_again(newcomer):
    newcomer.locator("sample-note").get_by_role("button", name="Dismiss").click()
    expect(newcomer.locator("sample-note")).to_have_count(0)
    newcomer.reload()
    expect(newcomer.locator("task-row")).to_have_count(3)
    expect(newcomer.locator("sample-note")).to_have_count(0)
