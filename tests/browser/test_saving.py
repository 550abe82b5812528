"""Nothing that is typed is lost: refusals, conflicts, lost connections, reloads."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle


@pytest.fixture
def task(alice, make_tasks):
    return make_tasks(alice, {"title": "Book train", "due_date": "2030-03-01"})[0]


@pytest.fixture
def elsewhere(client, alice, task):
    """Another device of hers changes the task."""
    return lambda **fields: client.as_(alice).put(f"/api/tasks/{task['id']}", json=fields)


def refuse_writes(page, status, times=1, detail="Not now."):
    """Let the next writes of a task come back with a refusal, as a server in trouble gives it."""
    left = iter(range(times))

    def answer(route):
        if route.request.method == "GET" or next(left, None) is None:
            return route.fallback()
        body = json.dumps({"type": "about:blank", "title": "Refused", "status": status, "detail": detail})
        return route.fulfill(status=status, content_type="application/problem+json", body=body)

    page.route("**/api/tasks**", answer)


def open_task(page):
    page.get_by_role("link", name="Book train").click()
    panel = page.locator("#task-panel")
    expect(panel.get_by_label("Notes")).to_be_enabled()
    return panel


def test_a_refused_change_is_taken_back_and_said(open_page, alice, task, guard):
    guard.allow(422)
    page = open_page(alice)
    refuse_writes(page, 422)
    row = page.locator("task-row")
    row.get_by_role("button", name="More for").click()
    page.get_by_role("menuitem", name="Priority…").click()
    page.get_by_role("menuitemradio", name="High").click()
    toast = page.locator(".toast", has_text="Couldn’t save the priority, so it’s back to Medium.")
    expect(toast).to_be_visible()
    expect(row).to_have_attribute("data-priority", "medium")
    expect(row).to_have_attribute("data-failed", "")
    toast.get_by_role("button", name="Try again").click()
    expect(row).to_have_attribute("data-priority", "high")
    expect(row).not_to_have_attribute("data-failed", "")


def test_a_busy_server_is_asked_again(open_page, alice, task, guard, client):
    guard.allow(503)
    page = open_page(alice)
    refuse_writes(page, 503)
    page.get_by_role("checkbox").click()
    with page.expect_response(lambda response: response.request.method == "PUT" and response.status == 200):
        pass
    assert client.as_(alice).get(f"/api/tasks/{task['id']}").get_json()["status"] == "completed"


def test_a_change_of_another_field_elsewhere_is_kept(open_page, alice, task, elsewhere, guard):
    guard.allow(412)
    page = open_page(alice)
    panel = open_task(page)
    elsewhere(priority="high")
    panel.get_by_label("Title", exact=True).fill("Book the night train")
    page.keyboard.press("Enter")
    expect(panel.locator("[data-field=saved]")).to_have_text("Saved")
    expect(panel.locator("[data-field=priority]")).to_have_text("High")
    expect(panel.get_by_label("Title", exact=True)).to_have_value("Book the night train")


@pytest.mark.parametrize(("answer", "kept"), [("Keep mine", "Mine"), ("Use theirs", "Theirs")])
def test_a_change_of_the_same_field_elsewhere_is_for_the_person_to_decide(
    open_page, alice, task, elsewhere, guard, client, answer, kept
):
    guard.allow(412)
    page = open_page(alice)
    panel = open_task(page)
    # Written before the other change is heard of: a title that nobody edits would simply follow it.
    panel.get_by_label("Title", exact=True).fill("Mine")
    elsewhere(title="Theirs")
    page.keyboard.press("Enter")
    expect(panel.get_by_text("This title was changed on another device.")).to_be_visible()
    expect(panel.get_by_label("Title", exact=True)).to_have_value("Mine")
    panel.get_by_role("button", name=answer).click()
    expect(panel.get_by_label("Title", exact=True)).to_have_value(kept)
    expect(panel.get_by_text("This title was changed")).to_be_hidden()
    page.reload()
    expect(page.get_by_role("link", name=kept)).to_be_visible()


def test_a_new_task_that_could_not_be_sent_is_sent_by_the_next_page(open_page, alice, guard):
    guard.allow(0)
    page = open_page(alice)
    page.on("dialog", lambda dialog: dialog.accept())
    page.route("**/api/tasks", lambda route: route.abort())
    page.keyboard.press("n")
    page.keyboard.type("Send invoice")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    # The page that stands may try again before it goes: then the next one hears that the task is there already.
    with page.expect_response(lambda response: response.request.method == "POST" and response.ok):
        page.unroute_all()
        page.reload()
    settle(page)
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    page.reload()
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()


@pytest.mark.parametrize("part", ["later", "offline/start", "offline/outbox-here"])
def test_a_page_whose_parts_come_late_is_whole_in_the_end(context, guard, alice, client, part):
    guard.allow(0)
    page = context(alice).new_page()
    guard.watch(page)
    page.route(f"**/js/{part}.js", lambda route: route.abort())
    with page.expect_event("requestfailed"):
        page.goto("/all")
        page.keyboard.press("n")
        expect(page.locator("#composer-line")).to_be_focused()
        page.keyboard.type("Send invoice")
        page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    with page.expect_response(lambda response: response.request.method == "POST" and response.ok):
        page.unroute_all()
        settle(page)
    assert client.as_(alice).get("/api/tasks").get_json()["total"] == 1


def test_a_reload_before_the_outbox_is_there_takes_nothing_along(open_page, context, guard, alice, client):
    guard.allow(0)
    profile = context(alice)
    profile.route("**/js/offline/outbox-here.js", lambda route: route.abort())
    page = open_page.tab(profile)
    page.on("dialog", lambda dialog: dialog.accept())
    page.keyboard.press("n")
    page.keyboard.type("Send invoice")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    page.reload()
    with page.expect_response(lambda response: response.request.method == "POST" and response.ok):
        profile.unroute_all()
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    page.reload()
    settle(page)
    assert client.as_(alice).get("/api/tasks").get_json()["total"] == 1
    assert page.evaluate("Object.keys(sessionStorage).filter((name) => name.includes('entering'))") == []


def test_a_task_is_opened_and_written_in_before_the_server_has_it(open_page, alice, client):
    page = open_page(alice)
    held = []
    page.route("**/api/tasks", lambda route: held.append(route))
    page.keyboard.press("n")
    page.keyboard.type("Send invoice")
    with page.expect_request(lambda request: request.method == "POST"):
        page.keyboard.press("Enter")
    page.get_by_role("link", name="Send invoice").click()
    panel = page.locator("#task-panel")
    panel.get_by_label("Notes").fill("Net 30")
    panel.get_by_role("button", name="Close").click()
    with page.expect_response(lambda response: response.request.method == "PUT" and response.ok):
        held[0].continue_()
    [task] = client.as_(alice).get("/api/tasks").get_json()["tasks"]
    assert (task["title"], task["description"]) == ("Send invoice", "Net 30")


def test_what_stands_in_the_form_survives_a_reload(open_page, alice):
    page = open_page(alice)
    page.keyboard.press("n")
    page.keyboard.type("Half a thou")
    page.reload()
    settle(page)
    page.keyboard.press("n")
    expect(page.get_by_label("Title", exact=True).locator("visible=true")).to_have_value("Half a thou")


def test_a_title_is_asked_for(open_page, alice):
    page = open_page(alice)
    page.keyboard.press("n")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter a title.")).to_be_visible()
    expect(page.get_by_label("Title", exact=True).locator("visible=true")).to_be_focused()


def test_a_list_that_does_not_load_keeps_the_old_rows_and_offers_another_try(open_page, alice, task, guard):
    guard.allow(500)
    page = open_page(alice)
    page.route("**/api/tasks?**", lambda route: route.fulfill(status=500, content_type="application/json", body="{}"))
    page.get_by_role("radio", name="Pending").check()
    expect(page.get_by_text("Couldn’t load your tasks.")).to_be_visible()
    expect(page.get_by_role("link", name="Book train")).to_be_visible()
    page.unroute_all()
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Couldn’t load your tasks.")).to_be_hidden()


def test_signing_out_asks_once_about_what_could_not_be_sent(open_page, alice, task, guard):
    guard.allow(0)
    page = open_page(alice)
    page.route("**/api/tasks/**", lambda route: route.abort())
    page.get_by_role("checkbox").click()
    page.get_by_role("button", name="Account: Alice").click()
    with page.expect_response(lambda response: "logout" in response.url and response.status == 204):
        page.get_by_role("button", name="Sign out").click()
        page.locator(".toast").get_by_role("button", name="Sign out anyway").click()
    page.wait_for_url("**/sign-in")
