"""How the app reads to somebody who hears it: titles, landmarks, headings in order, and the words of its parts."""

import re
from itertools import pairwise

import pytest
from playwright.sync_api import expect

from tests.browser.states import AT_THE_DOOR, SCREENS, nothing, show

HEADINGS = """() => [...document.querySelectorAll("h1, h2, h3, h4")]
    .filter((heading) => heading.checkVisibility())
    .map((heading) => Number(heading.localName[1]))"""
TITLES = {
    "today": r"^Today · 7 open · Headway$",
    "upcoming": r"^Upcoming · Headway$",
    "all": r"^All tasks · \d+ open · Headway$",
    "insights": r"^Insights · Headway$",
    "leaderboard": r"^Leaderboard · Headway$",
    "trash": r"^Trash · Headway$",
    "settings": r"^Settings · Headway$",
}


def test_every_screen_has_a_title_its_landmarks_and_headings_in_order(open_page, furnished, guard):
    guard.allow(429)
    page = open_page(furnished.person)
    for name, state in SCREENS.items():
        show(page, *state)
        expect(page).to_have_title(re.compile(TITLES[name]))
        expect(page.locator("html")).to_have_attribute("lang", "en")
        expect(page.get_by_role("main")).to_have_count(1)
        expect(page.get_by_role("navigation", name="Main", exact=True)).to_have_count(1)
        expect(page.get_by_role("banner")).to_have_count(1)
        levels = page.evaluate(HEADINGS)
        assert levels[0] == 1, name
        assert levels.count(1) == 1, name
        assert all(after - before <= 1 for before, after in pairwise(levels)), name


def test_the_doors_have_titles_and_one_heading(open_page, guard):
    guard.allow(404, 429)
    page = open_page(None, "/sign-in")
    titles = {"sign-in": "Sign in", "sign-up": "Create an account", "not found": "Nothing here"}
    for name, title in titles.items():
        show(page, AT_THE_DOOR[name][0], nothing)
        expect(page).to_have_title(f"{title} · Headway")
        assert page.evaluate(HEADINGS) == [1]
        expect(page.get_by_role("main")).to_have_count(1)


@pytest.fixture
def read(open_page, alice, make_tasks):
    """The page of somebody with two tasks, one of them late."""
    late = {"title": "Draft", "status": "in_progress", "priority": "high", "due_date": "2020-01-02"}
    make_tasks(alice, "Book train", late)
    return lambda path="/all", **options: open_page(alice, path, **options)


def test_a_row_is_called_by_its_title_and_tells_the_rest_of_it(read):
    page = read()
    expect(page.get_by_role("row", name="Draft", exact=True)).to_be_visible()
    link = page.get_by_role("link", name="Draft", exact=True)
    expect(link).to_have_accessible_description(
        re.compile(r"^in progress, high priority, due Thursday,? 2 January 2020, overdue$")
    )
    link.focus()
    page.keyboard.press("p")
    page.get_by_role("menuitemradio", name="Low").click()
    expect(link).to_have_accessible_description(re.compile("^in progress, low priority"))
    expect(page.locator("task-row").first).to_match_aria_snapshot("""
        - row "Draft":
          - 'gridcell "Complete: Draft"':
            - 'checkbox "Complete: Draft"'
          - rowheader:
            - link "Draft"
            - text: ", in progress"
          - gridcell "Low priority":
            - button "Low priority"
          - gridcell:
            - button /^Due date. 2 Jan 2020, Thursday,? 2 January 2020, overdue$/
          - gridcell "More for Draft":
            - button "More for Draft"
    """)


def test_the_panel_names_its_fields_with_their_values(read):
    page = read()
    page.get_by_role("link", name="Draft").click()
    panel = page.get_by_role("dialog", name="Draft")
    expect(panel.get_by_role("button", name="Status: In progress")).to_be_visible()
    expect(panel.get_by_role("button", name="Priority: High")).to_be_visible()
    expect(panel.get_by_role("button", name="Due: 2 Jan 2020")).to_be_visible()
    expect(panel.get_by_role("textbox", name="Title", exact=True)).to_have_value("Draft")
    expect(panel.get_by_role("textbox", name="Notes")).to_be_visible()


def test_quick_add_tells_what_it_understood(read):
    page = read()
    page.keyboard.press("n")
    dialog = page.get_by_role("dialog", name="New task")
    line = dialog.get_by_role("textbox", name="Title")
    expect(line).to_have_accessible_description(re.compile("^Try “Call Ana fri 15:00 !high”"))
    line.press_sequentially("Call Ana fri 15:00 !high")
    expect(dialog.get_by_role("button", name="Due date: Fri")).to_be_visible()
    expect(dialog.get_by_role("button", name="Priority: High")).to_be_visible()
    expect(page.locator("#announcer")).to_have_text(re.compile(r"^Due Friday.*15:00\. High priority"))


def test_the_palette_is_a_field_with_a_list_of_results(read):
    page = read()
    page.keyboard.press("Control+k")
    query = page.get_by_role("combobox", name="Search tasks and commands")
    expect(query).to_be_focused()
    page.keyboard.type("draft")
    first = page.get_by_role("option").first
    expect(first).to_have_accessible_name(re.compile("^Draft ?, in progress"))
    assert query.get_attribute("aria-activedescendant") == first.get_attribute("id")
    expect(page.locator("#announcer")).to_have_text(re.compile(r"result"))


def test_the_day_line_is_one_picture_that_tells_what_is_next(open_page, furnished):
    page = open_page(furnished.person, "/today")
    picture = page.locator("today-line")
    expect(picture).to_have_role("img")
    expect(picture).to_have_accessible_name(re.compile(r"^12 tasks due today, 7 completed\."))
    assert picture.get_by_role("button").count() == 0


def test_a_line_of_the_board_is_one_sentence(open_page, furnished):
    page = open_page(furnished.person, "/leaderboard")
    expect(page.locator("[data-you] .sr")).to_have_text(re.compile(r"^Rank \d+, Alice, you, \d+ points, 7 completed"))
