"""axe-core finds nothing: on every screen, in every state, in both themes, with each layer open."""

import hashlib
from pathlib import Path

from tests.browser.conftest import PHONE
from tests.browser.contrast import faint
from tests.browser.states import (
    AT_THE_DOOR,
    EMPTY,
    IS_AUDIT,
    LAYERS,
    ON_DAYS,
    ON_DESKS,
    ON_PHONES,
    ON_ROWS,
    OPENED,
    SCREENS,
    SECTIONS,
    show,
)

VENDOR = Path(__file__).parent / "vendor"
AXE = (VENDOR / "axe.min.js").read_text()
RUN = """async (rules) => {
  // Colours on their way from one theme to the other are of neither.
  document.body.getBoundingClientRect()
  await Promise.allSettled(document.getAnimations().map((animation) => animation.finished))
  const { violations, incomplete } = await axe.run(document, { resultTypes: ["violations", "incomplete"], ...rules })
  const why = ({ any, all, none }) => [...any, ...all, ...none].map(({ data }) => data?.messageKey).find(Boolean) ?? ""
  const told = (word) => ({ id, nodes }) => nodes.map((node) => [word, id, why(node), String(node.target)])
  return [...violations.flatMap(told("wrong")), ...incomplete.flatMap(told("unsure"))]
}"""
# "best-practice" goes beyond WCAG; the colours alone differ between the themes.
ALL_RULES = {"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
COLOURS = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}

# What axe-core leaves to others: text on drawn grounds is measured in the picture, controls in test_targets.py.
CONTRAST, SIZE = "color-contrast", "target-size"

# The suite looks at what people see most; `make audit` at all of it.
DAILY = (
    "today",
    "all",
    "insights",
    "leaderboard",
    "panel",
    "task menu",
    "date picker",
    "new task with parts",
    "palette with hits",
    "message",
)


def examine(page, states):
    """What is found in each state, by its name: everything in the light theme, the colours in the dark one."""
    found = {}
    for name, state in states.items():
        page.emulate_media(color_scheme="light")
        show(page, *state)
        # The page's own policy allows no foreign script; the inspector's door is open to tests.
        page.evaluate(AXE)
        found[name] = faults(page, ALL_RULES)
        page.emulate_media(color_scheme="dark")
        found[f"{name}, dark"] = faults(page, COLOURS)
    return {name: told for name, told in found.items() if told}


def faults(page, rules):
    """What axe-core calls wrong, what it is unsure of and nobody else answers for, and text that is too faint."""
    findings = page.evaluate(RUN, rules)
    wrong = [finding for finding in findings if finding[0] == "wrong" or finding[1] not in (CONTRAST, SIZE)]
    unsure = [target for word, rule, _, target in findings if word == "unsure" and rule == CONTRAST]
    return [*wrong, *faint(page, unsure).items()]


def chosen(states):
    """All states, or those of every day."""
    return states if IS_AUDIT else {name: state for name, state in states.items() if name in DAILY}


def test_the_examiner_is_the_one_that_was_vendored():
    expected = (VENDOR / "axe.min.js.sha256").read_text().split()[0]
    assert hashlib.sha256(AXE.encode()).hexdigest() == expected


def test_nothing_is_found_on_a_desk(open_page, furnished, guard):
    guard.allow(0, 412, 429, 500)
    states = SCREENS | LAYERS | ON_ROWS | ON_DAYS | ON_DESKS | OPENED | SECTIONS | furnished.pages
    assert examine(open_page(furnished.person), chosen(states)) == {}


def test_nothing_is_found_on_a_phone(open_page, furnished, guard):
    guard.allow(0, 412, 429, 500)
    states = SCREENS | LAYERS | ON_DAYS | ON_PHONES | OPENED | SECTIONS | furnished.pages
    assert examine(open_page(furnished.person, viewport=PHONE), chosen(states)) == {}


def test_nothing_is_found_before_the_first_task(open_page, bob):
    states = EMPTY if IS_AUDIT else {name: EMPTY[name] for name in ("today, first use", "all, first use")}
    assert examine(open_page(bob), states) == {}


def test_nothing_is_found_at_the_door(open_page, guard):
    guard.allow(404)
    assert examine(open_page(None, "/sign-in"), AT_THE_DOOR) == {}
