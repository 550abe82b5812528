"""Insights and the leaderboard at work: what is in the URL, who sees whom, and how charts are read."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

READY = "insights-view:defined, leader-board:defined"


@pytest.fixture
def somebody(make_person, make_tasks):
    """Make somebody with a name of their own who has completed so many tasks of 3 points."""

    def make(number=40):
        person = make_person(f"Zoe {uuid4().hex[:8]}")
        make_tasks(person, *([{"title": "Chapter", "priority": "high", "status": "completed"}] * number))
        return person

    return make


@pytest.fixture
def visit(open_page):
    """Open a page whose board or charts are alive."""

    def make(person, path, **options):
        page = open_page(person, path, **options)
        page.locator(READY).first.wait_for(state="attached")
        return page

    return make


def test_a_window_is_in_the_url_and_survives_a_reload(visit, somebody):
    page = visit(somebody(), "/leaderboard")
    page.get_by_role("radio", name="This month").check()
    expect(page).to_have_url(re.compile(r"/leaderboard\?window=month$"))
    expect(page.get_by_text(re.compile("^Points this month"))).to_be_visible()
    page.reload()
    expect(page.get_by_role("radio", name="This month")).to_be_checked()
    page.get_by_role("radio", name="This week").check()
    expect(page).to_have_url(re.compile("/leaderboard$"))


def test_ones_own_row_is_marked_and_read_out(visit, somebody):
    person = somebody()
    page = visit(person, "/leaderboard")
    own = page.locator(".board-row[data-you]")
    expect(own.locator(".hl")).to_be_visible()
    expect(own.locator("[data-field=spoken]")).to_have_text(
        re.compile(rf"^Rank \d+, {person.name}, you, 100 points, 40 completed$")
    )


def test_who_hides_is_gone_for_others(visit, somebody, alice):
    person = somebody()
    hers, others = visit(person, "/leaderboard"), visit(alice, "/leaderboard")
    expect(others.get_by_text(person.name, exact=True)).to_be_visible()
    with hers.expect_response(re.compile("/api/users/me")):
        hers.get_by_role("radio", name="Hidden").check()
    expect(hers.get_by_text("You’re hidden")).to_be_visible()
    expect(hers.locator(".board-row[data-you]")).to_have_count(0)
    others.reload()
    expect(others.locator(".board-row").first).to_be_visible()
    expect(others.get_by_text(person.name, exact=True)).to_have_count(0)


def test_a_refused_choice_is_taken_back(visit, somebody, guard):
    guard.allow(422)
    page = visit(somebody(), "/leaderboard")
    page.route("**/api/users/me", lambda route: route.fulfill(status=422, json={"title": "No", "status": 422}))
    page.get_by_role("radio", name="Anonymous").click()
    expect(page.locator(".toast")).to_contain_text("Couldn’t save how you are shown")
    expect(page.get_by_role("radio", name="Name")).to_be_checked()


def test_points_are_explained_line_by_line(visit, somebody):
    page = visit(somebody(25), "/leaderboard")
    page.get_by_text("Why do I have 75 points?").click()
    expect(page.locator(".point-lines__line")).to_have_count(20)
    page.get_by_role("button", name="Show more").click()
    expect(page.locator(".point-lines__line")).to_have_count(25)
    expect(page.get_by_role("button", name="Show more")).to_be_hidden()


def test_a_board_that_does_not_come_can_be_asked_for_again(visit, somebody, guard):
    guard.allow(0)
    page = visit(somebody(), "/leaderboard")
    # Else it asks again by itself when somebody does something.
    page.get_by_role("button", name="Pause updates").click()
    page.route("**/api/analytics/leaderboard*", lambda route: route.abort())
    page.get_by_role("radio", name="Today").check()
    expect(page.get_by_text("Couldn’t load the leaderboard")).to_be_visible()
    page.unroute("**/api/analytics/leaderboard*")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".board-row[data-you]")).to_be_visible()


def test_updates_can_be_paused(visit, somebody):
    page = visit(somebody(), "/leaderboard")
    button = page.get_by_role("button", name="Pause updates")
    button.click()
    expect(button).to_have_attribute("aria-pressed", "true")


def test_rows_show_who_moved_since_the_board_was_opened(visit, somebody, client):
    first, second = somebody(20), somebody(19)
    page = visit(first, "/leaderboard")
    row = page.locator(".board-row", has_text=second.name)
    expect(row.locator("[data-field=move]")).to_have_text("–")
    for _ in range(2):
        client.as_(second).post("/api/tasks", json={"title": "Chapter", "priority": "high", "status": "completed"})
    page.get_by_role("radio", name="This month").check()
    page.get_by_role("radio", name="This week").check()
    expect(row.locator("[data-field=move]")).to_have_text(re.compile("▲"))
    expect(row.locator("[data-field=spoken]")).to_have_text(re.compile("63 points, 21 completed, up"))


def test_numbers_move_with_what_is_done(open_page, alice, make_tasks):
    make_tasks(alice, "Book train")
    page = open_page(alice)
    page.keyboard.press("g")
    page.keyboard.press("i")
    expect(page.get_by_role("heading", name="Insights")).to_be_focused()
    page.locator("insights-view:defined").wait_for()
    expect(page.get_by_role("link", name="Completed, 0, no change this week")).to_be_visible()
    page.keyboard.press("n")
    page.get_by_label("Title").fill("Call Ana")
    page.keyboard.press("Enter")
    expect(page.locator("[data-tile=pending] [data-field=number]")).to_have_text("2")
    page.get_by_role("link", name="Pending, 2").click()
    page.get_by_role("checkbox", name="Complete: Book train").click()
    page.get_by_role("link", name="Insights").first.click()
    expect(page.locator("[data-tile=completed] [data-field=number]")).to_have_text("1")
    expect(page.locator(".chart__bar[data-now]")).to_have_attribute("data-value", "1")


def test_a_change_elsewhere_arrives_while_the_charts_are_open(visit, alice, make_tasks, context, open_page):
    make_tasks(alice, "Book train")
    profile = context(alice)
    insights, tasks = open_page.tab(profile, "/insights"), open_page.tab(profile, "/all")
    insights.locator("insights-view:defined").wait_for()
    tasks.get_by_role("checkbox").click()
    expect(insights.locator("[data-tile=completed] [data-field=number]")).to_have_text("1")


def test_a_range_is_in_the_url_and_redraws_the_bars(visit, somebody):
    page = visit(somebody(3), "/insights")
    expect(page.locator(".chart__bar")).to_have_count(28)
    page.get_by_role("radio", name="12 weeks").check()
    expect(page).to_have_url(re.compile(r"/insights\?range=12w$"))
    expect(page.locator(".chart__bar")).to_have_count(12)
    expect(page.get_by_text("3 in 12 weeks, 0.3 a week")).to_be_visible()
    drawn = page.locator(".chart__bar").last.bounding_box()
    page.reload()
    assert page.locator(".chart__bar").last.bounding_box() == drawn


def test_a_chart_is_one_stop_that_arrows_walk(visit, somebody):
    page = visit(somebody(3), "/insights")
    page.locator("chart-figure:defined").first.wait_for()
    plot = page.locator(".chart__plot")
    plot.focus()
    page.keyboard.press("ArrowLeft")
    page.keyboard.press("ArrowRight")
    expect(page.locator("#announcer")).to_have_text(re.compile(r"\d+ \w+, 3 completed"))
    words = page.locator("[data-chart=completed] [data-field=point]")
    expect(words).to_have_text(re.compile(r"\d+ \w+, 3 completed"))
    page.keyboard.press("Home")
    expect(page.locator(".chart__bar").first).to_have_attribute("data-current", "")
    page.keyboard.press("Tab")
    expect(page.locator("[data-chart=completed] summary")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.get_by_role("row")).to_have_count(29)


def test_tiles_lead_to_the_filtered_list(visit, alice, make_tasks):
    make_tasks(alice, "Book train", {"title": "Buy oil", "status": "completed"})
    page = visit(alice, "/insights")
    page.get_by_role("link", name="Completed, 1, up 1 this week").click()
    expect(page).to_have_url(re.compile(r"/all\?status=completed$"))
    expect(page.locator("task-row bdi")).to_have_text(["Buy oil"])


def open_all(page):
    """Alive, with every disclosure open."""
    page.locator(READY).first.wait_for(state="attached")
    for summary in page.locator("main summary").all():
        summary.click()


@pytest.mark.parametrize("path", ["/insights", "/insights?range=year", "/leaderboard"])
def test_nothing_is_wider_than_a_narrow_screen(visit, make_person, make_tasks, path):
    person = make_person("Donaudampfschifffahrtsgesellschaftskapitän-Wolkenstein")
    make_tasks(person, *([{"title": "W" * 200, "status": "completed"}] * 4))
    page = visit(person, path, viewport={"width": 320, "height": 640})
    open_all(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.getElementById('main').scrollWidth") <= 320
