"""axe-core finds nothing: on every screen, in every state, in both themes, with each layer open."""

import hashlib
from datetime import UTC, datetime
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import DESKTOP, PHONE, person_is_in, settle
from tests.browser.states import click, nothing, press, write_line

VENDOR = Path(__file__).parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text()
RUN = """async (rules) => {
  // Colours on their way from one theme to the other are of neither.
  document.body.getBoundingClientRect()
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const { violations } = await axe.run(document, { resultTypes: ["violations"], ...rules })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ target }) => target).join(" | ")}`)
}"""
# "best-practice" goes beyond WCAG; the colours alone differ between the themes.
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}


def toasts(page):
    page.locator("task-row").nth(1).get_by_role("checkbox").click()
    expect(page.locator(".toast")).to_be_visible()


def selection(page):
    press("x", "Shift+ArrowDown")(page)
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(2)


def rename(page):
    press("r")(page)
    expect(page.locator(".task-row__input")).to_be_visible()


ON_DAYS = {
    "today": ("/today", nothing),
    "today, task menu": ("/today", press("Shift+F10")),
    "today, date picker": ("/today", press("d")),
    "today, panel": ("/today", press("Enter")),
    "today, selection": ("/today", selection),
    "today, no match": ("/today?status=in_progress&q=nothing", nothing),
    "today, message": ("/today", toasts),
    "upcoming": ("/upcoming", nothing),
    "upcoming, priority filter": ("/upcoming", click("Priority")),
    "upcoming, new task": ("/upcoming", press("n")),
}
ON_DESKS = {
    "list": ("/all", nothing),
    "no match": ("/all?status=in_progress&q=nothing", nothing),
    "trash": ("/trash", nothing),
    "panel": ("/all", press("Enter")),
    "task menu": ("/all", press("Shift+F10")),
    "status menu": ("/all", press("s")),
    "priority menu": ("/all", press("p")),
    "date picker": ("/all", press("d")),
    "new task": ("/all", press("n")),
    "new task with parts": ("/all", write_line),
    "palette": ("/all", press("Control+k")),
    "palette with hits": ("/all", press("Control+k", "t", "a")),
    "shortcuts": ("/all", press("?")),
    "messages": ("/all", toasts),
    "selection": ("/all", selection),
    "rename": ("/all", rename),
    "account": ("/all", click("Account")),
    "sort": ("/all", click("Sort")),
}
ON_PHONES = {name: ON_DESKS[name] for name in ("list", "panel", "new task", "palette")} | {
    "more": ("/all", click("More"))
}
AT_THE_DOOR = {"sign-in": ("/sign-in", nothing), "sign-up": ("/sign-up", nothing)}


def examine(page, states):
    """What axe-core finds in each state, by its name: everything in the light theme, the colours in the dark one."""
    found = {}
    for name, (path, act) in states.items():
        page.emulate_media(color_scheme="light")
        page.goto(path)
        if person_is_in(page):
            settle(page)
        act(page)
        # The page's own policy allows no foreign script; the inspector's door is open to tests.
        page.evaluate(AXE)
        found[name] = page.evaluate(RUN, ALL_RULES)
        page.emulate_media(color_scheme="dark")
        found[f"{name}, dark"] = page.evaluate(RUN, COLOURS)
    return {name: told for name, told in found.items() if told}


@pytest.fixture
def alice_with_tasks(alice, make_tasks):
    days = {"low": None, "medium": "2020-01-01", "high": "2030-01-01"}
    make_tasks(alice, *({"title": f"Task {level}", "priority": level, "due_date": day} for level, day in days.items()))
    return alice


def test_the_examiner_is_the_one_that_was_vendored():
    expected = (VENDOR / "axe.min.js.sha256").read_text().split()[0]
    assert hashlib.sha256(AXE.encode()).hexdigest() == expected


def test_nothing_is_found_on_a_desk(open_page, alice_with_tasks):
    assert examine(open_page(alice_with_tasks), ON_DESKS) == {}


@pytest.mark.parametrize("viewport", [DESKTOP, PHONE], ids=["desk", "phone"])
def test_nothing_is_found_on_the_screens_of_days(open_page, alice, make_tasks, viewport):
    today = str(datetime.now(UTC).date())
    day = [{"title": f"At {hour}", "due_date": today, "due_time": f"{hour:02}:00"} for hour in (1, 9, 10, 20)]
    done = [{"title": f"Chapter {number}", "due_date": today, "status": "completed"} for number in range(7)]
    make_tasks(alice, *day, *done, {"title": "Late", "due_date": "2020-01-01"}, {"title": "Untimed", "due_date": today})
    assert examine(open_page(alice, "/today", viewport=viewport), ON_DAYS) == {}


def test_nothing_is_found_on_a_day_without_tasks(open_page, alice, make_tasks):
    page = open_page(alice, "/today")
    assert examine(page, {"first use": ("/today", nothing)}) == {}
    make_tasks(alice, "Some day")
    assert examine(page, {"nothing due": ("/today", nothing)}) == {}
    make_tasks(alice, {"title": "Done", "due_date": str(datetime.now(UTC).date()), "status": "completed"})
    assert examine(page, {"all done": ("/today", nothing)}) == {}


def test_nothing_is_found_on_a_phone(open_page, alice_with_tasks):
    assert examine(open_page(alice_with_tasks, viewport=PHONE), ON_PHONES) == {}


def test_nothing_is_found_at_the_door(open_page):
    assert examine(open_page(None, "/sign-in"), AT_THE_DOOR) == {}
