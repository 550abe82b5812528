"""The screens of the app and the states they can be in: where each is found, and what brings it about.

A state is a path and an act on the page that stands there: `show(page, *STATES["task menu"])`.
"""

import json
import os
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import person_is_in, settle

MEASURES = Path(__file__).parent / "measures"
IS_AUDIT = os.environ.get("HEADWAY_AUDIT") == "1"
NARROW = {"width": 320, "height": 640}


def measure(name):
    """A function that looks at a page, to be evaluated there."""
    return (MEASURES / f"{name}.js").read_text()


def show(page, path, act):
    """Bring a page into a state; whatever comes later with a script has come."""
    page.goto(path)
    if person_is_in(page):
        settle(page)
        expect(page.locator("#main :not(:defined)")).to_have_count(0)
    act(page)


def nothing(page):
    """The page as it stands."""


def press(*keys):
    """Press keys on the first row."""

    def act(page):
        page.locator("task-row [tabindex='0']").first.focus()
        for key in keys:
            page.keyboard.press(key)

    return act


def click(*names):
    """Press buttons by their names."""

    def act(page):
        for name in names:
            page.get_by_role("button", name=name).locator("visible=true").first.click()

    return act


def seen(act, selector):
    """Act, and wait for what comes of it."""

    def acted(page):
        act(page)
        expect(page.locator(selector).first).to_be_visible()

    return acted


def complete(page):
    """A message is in sight."""
    page.locator("task-row[data-status=pending]").first.get_by_role("checkbox").click()
    expect(page.locator(".toast")).to_be_visible()


def select_two(page):
    """Two rows are selected."""
    press("x", "Shift+ArrowDown")(page)
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(2)


def write_line(page):
    """Quick add has understood a date and a priority."""
    press("n")(page)
    page.keyboard.type("Call Ana fri 15:00 !high")
    expect(page.locator(".task-composer__part")).to_have_count(2)


def create_nothing(page):
    """Quick add asks for a title."""
    press("n")(page)
    page.locator("#composer-line").fill("")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter a title.")).to_be_visible()


def open_more(page):
    """The rest of the places, over the bar of a phone."""
    page.get_by_role("button", name="More", exact=True).click()
    expect(page.locator("#more-sheet")).to_be_visible()


def find(page):
    """The palette has found tasks and commands."""
    press("Control+k", "t", "a")(page)
    expect(page.get_by_role("option").first).to_be_visible()


def find_nothing(page):
    """The palette has found nothing."""
    press("Control+k")(page)
    page.keyboard.type("zzzzzz")


def find_zone(page):
    """Time zones are found by their letters."""
    page.get_by_role("combobox", name="Time zone").fill("new")
    expect(page.get_by_role("option").first).to_be_visible()


def point_at_search(page):
    """A tooltip is in sight."""
    page.locator(".top-bar [data-tooltip=Search]").hover()
    expect(page.get_by_role("tooltip")).to_be_visible()


def leave_fields_empty(page):
    """A form at the door has refused what was sent."""
    page.locator("[data-field=submit]").click()
    expect(page.locator(".field__error:visible").first).to_be_visible()


def answer(path, status, title):
    """What the server refuses: the list keeps its rows and offers another try."""

    def act(page):
        body = json.dumps({"type": "about:blank", "title": title, "status": status, "detail": title})
        page.route(path, lambda route: route.fulfill(status=status, content_type="application/json", body=body))
        page.get_by_role("radio", name="Pending").check()
        expect(page.get_by_role("button", name="Try again").first).to_be_visible()
        page.unroute(path)

    return act


def lose_the_net(page):
    """The chip of the top bar says that the page is offline."""
    page.context.set_offline(True)
    try:
        expect(page.locator("sync-state")).to_be_visible(timeout=15_000)
    finally:
        page.context.set_offline(False)


def open_all(page):
    """Every disclosure of the screen is open."""
    for summary in page.locator("main summary").locator("visible=true").all():
        summary.click()


AT_THE_DOOR = {
    "sign-in": ("/sign-in", nothing),
    "sign-in, refused": ("/sign-in", leave_fields_empty),
    "sign-up": ("/sign-up", nothing),
    "sign-up, refused": ("/sign-up", leave_fields_empty),
    "not found": ("/nowhere", nothing),
}
SCREENS = {
    "today": ("/today", nothing),
    "upcoming": ("/upcoming", nothing),
    "all": ("/all", nothing),
    "insights": ("/insights", nothing),
    "leaderboard": ("/leaderboard", nothing),
    "trash": ("/trash", nothing),
    "settings": ("/settings", nothing),
}
SECTIONS = {
    name: (f"/settings?section={name}", nothing)
    for name in (
        "profile",
        "password",
        "appearance",
        "keyboard",
        "notifications",
        "leaderboard",
        "devices",
        "export",
        "delete",
    )
}
MENUS = {
    "task menu": ("/all", seen(press("Shift+F10"), "#menu-task")),
    "status menu": ("/all", seen(press("s"), "#menu-status")),
    "priority menu": ("/all", seen(press("p"), "#menu-priority")),
    "date picker": ("/all", seen(press("d"), "#date-picker")),
    "priority filter": ("/all", seen(click("Priority"), "#filter-priority")),
    "due filter": ("/all", seen(click("Due"), "#filter-due")),
    "sort": ("/all", seen(click("Sort"), "#sort-order")),
}
LAYERS = MENUS | {
    "panel": ("/all", seen(press("Enter"), "#task-panel [data-field=heading]")),
    "new task": ("/all", seen(press("n"), "#task-composer")),
    "new task with parts": ("/all", write_line),
    "new task without a title": ("/all", create_nothing),
    "palette": ("/all", seen(press("Control+k"), ".dialog--palette")),
    "palette with hits": ("/all", find),
    "palette without hits": ("/all", find_nothing),
    "shortcuts": ("/all", seen(press("?"), ".dialog--sheet")),
    "farewell": ("/settings?section=delete", seen(click("Delete account…"), "account-farewell dialog")),
}
ON_ROWS = {
    "message": ("/all", complete),
    "selection": ("/all", select_two),
    "rename": ("/all", seen(press("r"), ".task-row__input")),
    "no match": ("/all?status=in_progress&q=nothing", nothing),
    "no match today": ("/today?status=in_progress&q=nothing", nothing),
    "error": ("/all", answer("**/api/tasks?**", 500, "Fault")),
}
ON_DAYS = {
    "today, task menu": ("/today", seen(press("Shift+F10"), "#menu-task")),
    "today, panel": ("/today", seen(press("Enter"), "#task-panel [data-field=heading]")),
    "today, selection": ("/today", select_two),
    "upcoming, due date": ("/upcoming", seen(press("d"), "#date-picker")),
    "upcoming, new task": ("/upcoming", seen(press("n"), "#task-composer")),
}
ON_DESKS = {
    "account": ("/all", seen(click("Account"), "#account-panel")),
    "tooltip": ("/all", point_at_search),
    "zones": ("/settings", find_zone),
}
OPENED = {
    "insights, tables": ("/insights?range=year", open_all),
    "leaderboard, points": ("/leaderboard?window=all", open_all),
    "keyboard, shortcuts": ("/settings?section=keyboard", open_all),
    "trash, question": ("/trash", seen(click("Empty trash…"), "confirm-dialog dialog")),
}
ON_PHONES = {"more": ("/all", open_more)}
EMPTY = {f"{name}, first use": state for name, state in SCREENS.items() if name != "settings"}
