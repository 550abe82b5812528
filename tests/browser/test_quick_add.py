"""Quick add: one line, read while it is written, with nothing lost on the way."""

import json

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, settle

# A Sunday afternoon, far enough ahead that tokens made by the server's own clock are still good.
NOW = "2026-11-22T14:20:00Z"


@pytest.fixture
def page(open_page, alice):
    page = open_page(alice)
    page.clock.set_fixed_time(NOW)
    page.keyboard.press("n")
    expect(line(page)).to_be_focused()
    return page


def line(page):
    return page.locator("#composer-line")


def due(page):
    return page.locator("task-composer [data-field=due]")


def priority(page):
    return page.locator("task-composer [data-field=priority]")


def parts(page):
    return page.locator(".task-composer__part")


def saved(page):
    """Press Enter; gives what was sent, once the server has it."""
    with page.expect_response(lambda answer: answer.request.method == "POST" and answer.status == 201) as answer:
        page.keyboard.press("Enter")
    return answer.value.json()


def test_a_line_becomes_a_task_by_keyboard_alone(page):
    page.keyboard.type("Call Ana fri 15:00 !high")
    expect(parts(page)).to_have_text(["fri 15:00", "!high"])
    expect(due(page)).to_have_text("Fri, 15:00")
    expect(priority(page)).to_have_text("High")
    task = saved(page)
    assert [task[name] for name in ("title", "due_date", "due_time", "priority")] == [
        "Call Ana",
        "2026-11-27",
        "15:00",
        "high",
    ]
    expect(page.get_by_role("link", name="Call Ana")).to_be_visible()
    expect(page.locator("#task-composer")).to_be_hidden()
    expect(page.locator("#announcer")).to_have_text("Task created")


def test_backspace_straight_after_a_part_makes_it_text_again(page):
    page.keyboard.type("Watch fri 15:00")
    expect(parts(page)).to_have_count(1)
    page.keyboard.press("Backspace")
    expect(parts(page)).to_have_count(0)
    expect(line(page)).to_have_value("Watch fri 15:00")
    expect(due(page)).to_have_text("Due date")
    page.keyboard.press("Backspace")
    expect(line(page)).to_have_value("Watch fri 15:0")
    page.keyboard.type("1 !low")
    expect(parts(page)).to_have_text(["!low"])
    task = saved(page)
    assert (task["title"], task["due_date"], task["priority"]) == ("Watch fri 15:01", None, "low")


def test_a_priority_in_words_is_a_part_like_any_other(page):
    page.keyboard.type("Call Ana high priority fri")
    expect(parts(page)).to_have_text(["high priority", "fri"])
    expect(priority(page)).to_have_text("High")
    page.get_by_role("button", name="Remove the priority").click()
    expect(parts(page)).to_have_text(["fri"])
    assert saved(page)["title"] == "Call Ana high priority"


def test_the_cross_of_a_chip_makes_its_part_text_again(page):
    page.keyboard.type("Watch friday !high")
    page.get_by_role("button", name="Remove the date").click()
    expect(parts(page)).to_have_text(["!high"])
    page.get_by_role("button", name="Remove the priority").click()
    expect(parts(page)).to_have_count(0)
    expect(line(page)).to_be_focused()
    assert saved(page)["title"] == "Watch friday !high"


def test_what_is_chosen_takes_the_place_of_what_was_written(page):
    page.keyboard.type("Call Ana fri 15:00")
    page.locator("task-composer [data-act=due]").click()
    page.locator("#date-picker [data-value=tomorrow]").click()
    expect(line(page)).to_have_value("Call Ana")
    expect(due(page)).to_have_text("Tomorrow, 15:00")
    page.locator("task-composer [data-act=priority]").click()
    page.get_by_role("menuitemradio", name="Low").click()
    line(page).focus()
    task = saved(page)
    assert (task["title"], task["due_date"], task["priority"]) == ("Call Ana", "2026-11-23", "low")


def test_what_is_chosen_before_dates_can_be_read_takes_their_place_too(open_page, alice):
    page = open_page(alice)
    held = []
    page.route("**/js/date-words.js", lambda route: held.append(route))
    page.keyboard.press("n")
    page.keyboard.type("Call Ana fri 15:00")
    page.locator("task-composer [data-act=due]").click()
    expect(page.locator("#date-picker")).to_be_hidden()
    for route in held:
        route.continue_()
    page.locator("#date-picker [data-value=tomorrow]").click()
    expect(line(page)).to_have_value("Call Ana")
    expect(due(page)).to_have_text("Tomorrow, 15:00")


def test_lines_that_were_pasted_are_a_task_each_and_one_step_of_undo(page):
    page.evaluate("document.execCommand('insertText', false, 'Call Ana fri\\n\\nPay rent !high\\nTidy up\\n')")
    expect(parts(page)).to_have_text(["fri", "!high"])
    page.get_by_role("button", name="Create 3 tasks").click()
    expect(page.locator("task-row bdi")).to_have_text(["Tidy up", "Pay rent", "Call Ana"])
    expect(page.locator("task-row[data-priority=high] bdi")).to_have_text("Pay rent")
    page.locator(".toast", has_text="Created 3 tasks").get_by_role("button", name="Undo").click()
    expect(page.locator("task-row")).to_have_count(0)
    page.keyboard.press("Control+Shift+z")
    expect(page.locator("task-row")).to_have_count(3)


def test_of_more_than_fifty_lines_none_is_lost_or_made(page):
    text = "\n".join(f"Task {number}" for number in range(51))
    line(page).fill(text)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Use at most 50 lines: each becomes a task.")).to_be_visible()
    expect(line(page)).to_have_value(text)


def test_shift_enter_creates_and_stays(page):
    page.keyboard.type("First fri")
    page.keyboard.press("Shift+Enter")
    expect(line(page)).to_have_value("")
    expect(due(page)).to_have_text("Due date")
    page.keyboard.type("Second")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="First")).to_be_visible()
    expect(page.get_by_role("link", name="Second")).to_be_visible()


def test_a_day_that_the_screen_gives_is_there_from_the_start(page):
    page.keyboard.press("Escape")
    page.evaluate("document.querySelector('task-composer').open({ due_date: '2026-12-01' })")
    expect(due(page)).to_have_text("1 Dec")
    page.keyboard.type("Call Ana 9:00")
    expect(due(page)).to_have_text("1 Dec, 09:00")
    task = saved(page)
    assert (task["title"], task["due_date"], task["due_time"]) == ("Call Ana", "2026-12-01", "09:00")


def test_escape_keeps_the_draft_and_its_plain_parts(page):
    page.keyboard.type("Watch fri")
    expect(parts(page)).to_have_count(1)
    page.keyboard.press("Backspace")
    page.keyboard.press("Escape")
    expect(page.locator("#task-composer")).to_be_hidden()
    page.reload()
    settle(page)
    page.keyboard.press("n")
    expect(line(page)).to_have_value("Watch fri")
    expect(parts(page)).to_have_count(0)


def test_a_refused_task_comes_back_as_it_was_written(page, guard):
    guard.allow(422)
    refusal = {"type": "about:blank", "title": "Refused", "status": 422, "detail": "Not now."}
    page.route(
        "**/api/tasks",
        lambda route: route.fulfill(status=422, content_type="application/problem+json", body=json.dumps(refusal)),
        times=1,
    )
    page.keyboard.type("Call Ana fri 15:00 !high")
    page.keyboard.press("Enter")
    page.locator(".toast", has_text="Couldn’t create “Call Ana”: Not now.").get_by_role("button", name="Edit").click()
    expect(line(page)).to_have_value("Call Ana fri 15:00 !high")
    expect(parts(page)).to_have_count(2)
    assert saved(page)["title"] == "Call Ana"


def test_a_line_that_is_only_a_date_asks_for_a_title(page):
    page.keyboard.type("tomorrow !high")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter a title.")).to_be_visible()
    expect(line(page)).to_be_focused()
    expect(line(page)).to_have_attribute("aria-invalid", "true")


def test_a_title_that_is_too_long_is_said_and_kept(page):
    line(page).fill("a" * 201)
    page.keyboard.press("Enter")
    expect(page.get_by_text("Use at most 200 characters.")).to_be_visible()
    expect(line(page)).to_have_value("a" * 201)


def test_without_the_reader_of_dates_a_line_is_a_title(open_page, alice, guard):
    guard.allow(0)
    page = open_page(alice)
    page.route("**/js/vendor/chrono-node/**", lambda route: route.abort())
    page.keyboard.press("n")
    page.keyboard.type("Call Ana fri !high")
    task = saved(page)
    assert (task["title"], task["due_date"], task["priority"]) == ("Call Ana fri", None, "high")


def test_dates_are_read_by_a_module_that_comes_with_the_first_line(open_page, alice):
    page = open_page(alice)
    loaded = "performance.getEntriesByType('resource').some(({ name }) => name.includes('chrono'))"
    assert page.evaluate(loaded) is False
    with page.expect_response(lambda answer: "chrono" in answer.url):
        page.keyboard.press("n")


def test_wash_and_words_lie_on_each_other(page):
    page.keyboard.type("A longer line that comes to an end in the second row of the field fri 15:00 !high")
    sizes = page.evaluate(
        "['.task-composer__wash', '#composer-line'].map((name) => document.querySelector(name).getBoundingClientRect())"
        ".map(({ width, height }) => [width, height])"
    )
    assert sizes[0] == sizes[1]
    assert sizes[0][1] > 40


def test_on_a_phone_it_is_a_sheet_at_the_foot(open_page, alice):
    page = open_page(alice, viewport=PHONE)
    page.locator(".phone-bar__new").click()
    expect(line(page)).to_be_focused()
    box = page.locator("#task-composer").bounding_box()
    assert (box["x"], box["width"]) == (0, PHONE["width"])
    assert box["y"] + box["height"] == PHONE["height"]
