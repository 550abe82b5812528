"""Today and Upcoming as a person uses them: groups, their keys, the day line, midnight."""

import re
from datetime import UTC, datetime, timedelta

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import PHONE, settle

TODAY = datetime.now(UTC).date()


def due(days=0, **fields):
    return {"due_date": str(TODAY + timedelta(days=days))} | fields


@pytest.fixture
def day(alice, make_tasks):
    """Alice's day: two tasks late, two at a time, one without, one done, and two to come."""
    tasks = make_tasks(
        alice,
        {"title": "Renew passport", **due(-1)},
        {"title": "Send contract", **due(-2, priority="high")},
        {"title": "Draft announcement", **due(due_time="15:00", priority="high")},
        {"title": "Call landlord", **due(due_time="16:30")},
        {"title": "Water the fig tree", **due(priority="low")},
        {"title": "Book train", **due(status="completed", due_time="08:30")},
        {"title": "Send invoice", **due(1)},
        {"title": "Ask Jonas", **due(2)},
    )
    return {task["title"]: task for task in tasks}


def rows(page, group):
    return page.locator(f"[data-group='{group}'] task-row:not([hidden]) bdi")


def total(page, group):
    return page.locator(f"[data-group='{group}'] [data-field=total]")


def link(page, title):
    return page.get_by_role("link", name=title, exact=True)


def test_a_day_is_in_its_groups(open_page, alice, day):
    page = open_page(alice, "/today")
    expect(rows(page, "overdue")).to_have_text(["Send contract", "Renew passport"])
    expect(rows(page, "today")).to_have_text(["Draft announcement", "Call landlord"])
    expect(rows(page, "anytime")).to_have_text(["Water the fig tree"])
    expect(rows(page, "completed")).to_have_text(["Book train"])
    expect(page.locator(".screen-head__note")).to_contain_text("1 of 4 done")
    expect(page).to_have_title("Today · 5 open · Headway")


def test_the_keyboard_crosses_the_groups(open_page, alice, day):
    page = open_page(alice, "/today")
    page.keyboard.press("j")
    expect(link(page, "Send contract")).to_be_focused()
    for title in ("Renew passport", "Draft announcement", "Call landlord", "Water the fig tree", "Book train"):
        page.keyboard.press("ArrowDown")
        expect(link(page, title)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(link(page, "Book train")).to_be_focused()
    page.keyboard.press("k")
    expect(link(page, "Water the fig tree")).to_be_focused()
    page.keyboard.press("Control+Home")
    expect(link(page, "Send contract")).to_be_focused()
    page.keyboard.press("Control+End")
    expect(link(page, "Book train")).to_be_focused()


def test_from_the_heading_the_arrows_lead_into_the_list(open_page, alice, day):
    page = open_page(alice, "/all")
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(page.get_by_role("heading", name="Today", exact=True, level=1)).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("task-row a").first).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("task-row a").nth(1)).to_be_focused()


def test_each_group_is_one_tab_stop_that_remembers_its_place(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Renew passport").focus()
    page.keyboard.press("Tab")
    expect(link(page, "Draft announcement")).to_be_focused()
    page.keyboard.press("Tab")
    expect(link(page, "Water the fig tree")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Shift+Tab")
    expect(link(page, "Renew passport")).to_be_focused()
    assert (
        page.locator("task-list [role=grid]:not([hidden])").count() == page.locator("task-row [tabindex='0']").count()
    )


def test_a_completed_task_stays_until_the_next_visit_and_numbers_follow(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Draft announcement").focus()
    page.keyboard.press("e")
    expect(rows(page, "today")).to_have_text(["Draft announcement", "Call landlord"])
    expect(total(page, "today")).to_have_text("1")
    expect(page.locator(".screen-head__note")).to_contain_text("2 of 4 done")
    expect(page).to_have_title("Today · 4 open · Headway")
    expect(page.locator(".sidebar [data-field=count-today]")).to_have_text("4")
    expect(link(page, "Draft announcement")).to_be_focused()
    page.evaluate("document.querySelector('task-list').refresh()")
    page.keyboard.press("g")
    page.keyboard.press("u")
    expect(page.get_by_role("heading", name="Upcoming")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("t")
    expect(rows(page, "completed")).to_have_text(["Book train", "Draft announcement"])
    page.keyboard.press("Control+z")
    expect(total(page, "today")).to_have_text("2")


def test_a_task_put_off_goes_and_undo_brings_it_back(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Draft announcement").focus()
    page.keyboard.press("d")
    page.get_by_role("button", name=re.compile("^Tomorrow")).click()
    expect(rows(page, "today")).to_have_text(["Call landlord"])
    expect(total(page, "today")).to_have_text("1")
    expect(link(page, "Call landlord")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(rows(page, "today")).to_have_text(["Draft announcement", "Call landlord"])


def test_a_date_set_by_touch_needs_no_keyboard(open_page, alice, day):
    page = open_page(alice, "/today", viewport=PHONE, has_touch=True, is_mobile=True)
    page.get_by_role("button", name="More for Draft announcement").tap()
    page.get_by_role("menuitem", name="Due date").tap()
    expect(page.locator("date-picker").get_by_role("button", name=re.compile("^Today"))).to_be_focused()
    page.locator("date-picker").get_by_role("button", name=re.compile("^Tomorrow")).tap()
    expect(rows(page, "today")).to_have_text(["Call landlord"])


def test_the_last_task_of_a_group_leaves_the_focus_to_the_next_group(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Water the fig tree").focus()
    page.keyboard.press("Delete")
    expect(page.locator("[data-group=anytime]")).to_be_hidden()
    expect(link(page, "Book train")).to_be_focused()
    page.keyboard.press("Control+z")
    expect(rows(page, "anytime")).to_have_text(["Water the fig tree"])


def test_a_selection_over_groups_is_put_off_at_once(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Renew passport").focus()
    page.keyboard.press("x")
    page.keyboard.press("Shift+ArrowDown")
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(2)
    page.keyboard.press("d")
    page.get_by_role("button", name=re.compile("^Tomorrow")).click()
    expect(rows(page, "overdue")).to_have_text(["Send contract"])
    expect(rows(page, "today")).to_have_text(["Call landlord"])
    page.keyboard.press("Control+z")
    expect(rows(page, "overdue")).to_have_text(["Send contract", "Renew passport"])


def test_a_new_task_of_today_is_in_its_group_at_once(open_page, alice, day):
    page = open_page(alice, "/today")
    page.keyboard.press("n")
    page.keyboard.type("Buy lamp oil")
    page.keyboard.press("Enter")
    expect(rows(page, "anytime")).to_have_text(["Buy lamp oil", "Water the fig tree"])
    expect(total(page, "anytime")).to_have_text("2")
    expect(page.locator(".screen-head__note")).to_contain_text("1 of 5 done")
    page.reload()
    settle(page)
    expect(rows(page, "anytime")).to_have_text(["Buy lamp oil", "Water the fig tree"])


def test_an_empty_day_takes_a_task(open_page, alice, day):
    page = open_page(alice, "/upcoming")
    place = str(TODAY + timedelta(days=3))
    page.locator(f"[data-group='{place}'] [data-act=new-task]").click()
    page.keyboard.type("Pack for the trip")
    page.keyboard.press("Enter")
    expect(rows(page, place)).to_have_text(["Pack for the trip"])
    expect(link(page, "Pack for the trip")).to_be_focused()
    expect(page.locator(f"[data-group='{place}'] [data-act=new-task]")).to_be_hidden()


def test_another_day_takes_the_row_along(open_page, alice, day):
    page = open_page(alice, "/upcoming")
    tomorrow, after = str(TODAY + timedelta(days=1)), str(TODAY + timedelta(days=2))
    expect(rows(page, after)).to_have_text(["Ask Jonas"])
    link(page, "Ask Jonas").focus()
    page.keyboard.press("d")
    page.get_by_role("button", name=re.compile("^Tomorrow")).click()
    expect(rows(page, tomorrow)).to_have_text(["Send invoice", "Ask Jonas"])
    expect(link(page, "Ask Jonas")).to_be_focused()
    expect(page.locator(f"[data-group='{after}'] [data-act=new-task]")).to_be_visible()
    moved = page.locator(".toast", has_text="Moved “Ask Jonas” to Tomorrow")
    moved.get_by_role("button", name="Undo").click()
    expect(rows(page, after)).to_have_text(["Ask Jonas"])


def test_under_the_heading_of_its_day_a_row_repeats_no_day(open_page, alice, make_tasks):
    make_tasks(alice, {"title": "Call", **due(3, due_time="15:00")}, {"title": "Write", **due(4)})
    page = open_page(alice, "/upcoming")
    settle(page)
    times = page.locator("task-row time")
    expect(times).to_have_text(["15:00", ""])
    expect(times.nth(1)).to_have_attribute("datetime", due(4)["due_date"])


def test_a_mark_of_the_day_line_leads_to_its_row(open_page, alice, day):
    page = open_page(alice, "/today")
    line = page.get_by_role("img", name=re.compile("^4 tasks due today, 1 completed"))
    expect(line).to_be_visible()
    expect(line.locator(".day-line__mark")).to_have_count(3)
    line.locator(f"[data-id='{day['Call landlord']['id']}']").click()
    expect(link(page, "Call landlord")).to_be_focused()


def test_without_times_there_is_no_line(open_page, alice, make_tasks):
    make_tasks(alice, {"title": "Water the fig tree", **due()})
    page = open_page(alice, "/today")
    expect(page.locator("today-line")).to_be_hidden()
    link(page, "Water the fig tree").focus()
    page.keyboard.press("d")
    page.locator("#date-picker input").first.fill("today 23:00")
    page.keyboard.press("Enter")
    expect(page.locator("today-line")).to_be_visible()


def test_what_is_completed_is_folded_and_can_be_unfolded(open_page, alice, make_tasks):
    make_tasks(alice, *({"title": f"Chapter {number}", **due(status="completed")} for number in range(7)))
    page = open_page(alice, "/today")
    expect(rows(page, "completed")).to_have_count(5)
    expect(page.get_by_role("heading", name="All done for today.")).to_be_visible()
    page.get_by_role("button", name="Show 2 more").click()
    expect(rows(page, "completed")).to_have_count(7)
    expect(link(page, "Chapter 5")).to_be_focused()


def test_the_last_open_task_ends_the_day(open_page, alice, make_tasks):
    make_tasks(alice, {"title": "Water the fig tree", **due()}, {"title": "Send invoice", **due(1)})
    page = open_page(alice, "/today")
    page.get_by_role("checkbox", name="Complete: Water the fig tree").click()
    expect(page.get_by_role("heading", name="All done for today.")).to_be_visible()
    expect(page.get_by_text("Tomorrow starts with “Send invoice”.")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(page.get_by_role("heading", name="All done for today.")).to_be_hidden()


def test_filters_narrow_the_groups_and_say_when_nothing_is_left(open_page, alice, day):
    page = open_page(alice, "/today")
    page.get_by_role("radio", name="Completed").check()
    expect(rows(page, "completed")).to_have_text(["Book train"])
    expect(page.locator("[data-group=overdue]")).to_be_hidden()
    expect(page).to_have_url(re.compile(r"/today\?status=completed$"))
    page.get_by_role("searchbox").fill("submarine")
    expect(page.get_by_text("No completed tasks with “submarine”.")).to_be_visible()
    page.get_by_role("link", name="Clear filters").click()
    expect(rows(page, "overdue")).to_have_count(2)
    expect(page).to_have_url(re.compile(r"/today$"))


def test_a_task_opens_beside_its_group_and_back_closes_it(open_page, alice, day):
    page = open_page(alice, "/today")
    link(page, "Call landlord").click()
    expect(page.locator("#task-panel")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/today\?task="))
    page.go_back()
    expect(page.locator("#task-panel")).to_be_hidden()
    page.get_by_role("link", name="Upcoming").first.click()
    expect(page.get_by_role("heading", name="Upcoming")).to_be_focused()
    page.go_back()
    expect(rows(page, "today")).to_have_count(2)


def test_news_wait_while_somebody_is_in_the_list(open_page, alice, day, make_tasks):
    page = open_page(alice, "/today")
    link(page, "Call landlord").focus()
    make_tasks(alice, {"title": "From elsewhere", **due(due_time="12:00")})
    page.evaluate("document.querySelector('task-list').refresh()")
    page.get_by_role("button", name="1 update").click()
    expect(rows(page, "today")).to_have_text(["From elsewhere", "Draft announcement", "Call landlord"])


def test_at_midnight_the_groups_change(context, guard, alice, day):
    profile = context(alice, timezone_id="UTC")
    page = profile.new_page()
    guard.watch(page)
    evening = datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=23, minutes=59, seconds=30)
    page.clock.install(time=evening)
    page.goto("/today")
    settle(page)
    expect(page.locator(".day-line__flag")).to_have_text("23:59")
    # The server's own clock is not moved: what the page knows has to do until it can be asked.
    for path in ("tasks/today*", "analytics"):
        page.route(f"**/api/{path}", lambda route: route.abort())
    guard.allow(0)
    with page.expect_event("requestfailed", lambda request: "/api/tasks/today" in request.url):
        page.clock.run_for(45_000)
    expect(rows(page, "overdue")).to_have_text(
        ["Send contract", "Renew passport", "Draft announcement", "Call landlord", "Water the fig tree"]
    )
    tomorrow = TODAY + timedelta(days=1)
    expect(page.locator("[data-field=today-date]")).to_contain_text(f"{tomorrow:%A}")


def test_the_pin_moves_on_the_minute(context, guard, alice, day):
    page = context(alice, timezone_id="UTC").new_page()
    guard.watch(page)
    page.clock.install(
        time=datetime.combine(TODAY, datetime.min.time(), UTC) + timedelta(hours=14, minutes=20, seconds=40)
    )
    page.goto("/today")
    settle(page)
    expect(page.locator(".day-line__flag")).to_have_text("14:20")
    page.clock.run_for(21_000)
    expect(page.locator(".day-line__flag")).to_have_text("14:21")


def test_a_list_that_fails_keeps_what_was_there(open_page, guard, alice, day):
    page = open_page(alice, "/today")
    guard.allow(500)
    page.route("**/api/tasks/today*", lambda route: route.fulfill(status=500, body="{}"))
    page.get_by_role("radio", name="Pending").check()
    expect(page.get_by_text("Couldn’t load your tasks.")).to_be_visible()
    expect(rows(page, "overdue")).to_have_count(2)
    page.unroute("**/api/tasks/today*")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_text("Couldn’t load your tasks.")).to_be_hidden()


def test_the_samples_of_a_first_day_go_with_one_button(open_page, product):
    page = open_page(None, "/sign-up")
    page.get_by_label("Name").fill("Dana")
    page.get_by_label("Email").fill(f"dana-{page.evaluate('crypto.randomUUID()')}@people.example")
    page.get_by_label("Password", exact=True).fill("three quiet lamps")
    page.get_by_role("button", name="Create account").click()
    page.wait_for_url(re.compile("/today$"))
    settle(page)
    expect(rows(page, "anytime")).to_have_text(
        [re.compile("^Complete me"), re.compile("^Press N"), re.compile("Ctrl K")]
    )
    page.get_by_role("button", name="Remove samples").click()
    expect(page.locator("task-row")).to_have_count(0)
    expect(page.get_by_role("heading", name="A clear page")).to_be_visible()
    page.locator(".toast").get_by_role("button", name="Undo").click()
    expect(rows(page, "anytime")).to_have_count(3)


def test_on_a_phone_today_fits_and_works_by_touch(open_page, alice, day):
    page = open_page(alice, "/today", viewport=PHONE, has_touch=True)
    page.get_by_role("checkbox", name="Complete: Call landlord").tap()
    expect(page.locator(".screen-head__note")).to_contain_text("2 of 4 done")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.locator(".phone-bar").get_by_role("link", name="Upcoming").tap()
    expect(rows(page, str(TODAY + timedelta(days=2)))).to_have_text(["Ask Jonas"])
