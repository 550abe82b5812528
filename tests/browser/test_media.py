"""On paper, and in the colours that a system forces upon every page."""

import pytest
from playwright.sync_api import expect

from tests.browser.states import LAYERS, SCREENS, SECTIONS, show

# What tells a chosen thing from one that is not when only a few colours are left.
LOOK = """(selector) => {
  const { backgroundColor, color, outlineStyle, borderStyle, fontWeight, textDecorationLine, opacity } =
    getComputedStyle(document.querySelector(selector))
  return [backgroundColor, color, outlineStyle, borderStyle, fontWeight, textDecorationLine, opacity].join(" ")
}"""
LONGEST = """() =>
    Math.max(0, ...document.getAnimations().map((animation) => animation.effect.getComputedTiming().duration))
"""
RING = """() => {
  const { outlineStyle, outlineWidth, outlineColor } = getComputedStyle(document.activeElement)
  return [outlineStyle, parseFloat(outlineWidth) >= 2, outlineColor !== getComputedStyle(document.body).backgroundColor]
}"""
# A state, what is chosen in it, and the like of it that is not.
CHOSEN = (
    (SCREENS["all"], ".chip:has(:checked)", ".filter-bar__form .chip:not(:has(:checked))"),
    (SCREENS["all"], "[aria-current] .nav-item__mark", ".nav-item:not([aria-current]) .nav-item__mark"),
    (SCREENS["today"], ".day-line__flag", ".day-line__hour"),
    (SECTIONS["appearance"], ".choice__option:has(:checked)", ".choice__option:not(:has(:checked))"),
    (LAYERS["panel"], "task-row[aria-current]", "task-row:not([aria-current])"),
    (LAYERS["palette with hits"], "[role=option][aria-selected=true]", "[role=option][aria-selected=false]"),
    (LAYERS["sort"], "#sort-order :has(> :checked) > .menu__check", "#sort-order :not(:has(:checked)) > .menu__check"),
    (LAYERS["date picker"], "[aria-selected=true] > .date-picker__day", "[aria-selected=false] > .date-picker__day"),
)


@pytest.fixture
def forced(open_page, furnished, guard):
    guard.allow(429)
    page = open_page(furnished.person, viewport={"width": 1300, "height": 900})
    page.emulate_media(forced_colors="active")
    return page


def test_what_is_chosen_is_seen_in_forced_colours(forced):
    for state, chosen, other in CHOSEN:
        show(forced, *state)
        assert forced.evaluate(LOOK, chosen) != forced.evaluate(LOOK, other), chosen


def test_the_focus_is_seen_in_forced_colours(forced):
    for selector in (".nav-item", ".top-bar__new", ".task-row__disc"):
        show(forced, *SCREENS["all"])
        forced.keyboard.press("Tab")
        forced.locator(selector).first.focus()
        assert forced.evaluate(RING) == ["solid", True, True], selector


def test_paper_is_white_its_ink_black_and_nothing_on_it_can_be_pressed(open_page, furnished):
    page = open_page(furnished.person, "/today", color_scheme="dark")
    page.emulate_media(media="print", color_scheme="dark")
    chrome = ".sidebar, .top-bar, .phone-bar, .filter-bar, .toast-region, .task-group__unfold, .task-group__rest"
    assert page.locator(chrome).locator("visible=true").count() == 0
    expect(page.locator(".sheet")).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator("html")).to_have_css("background-color", "rgba(0, 0, 0, 0)")
    expect(page.locator("task-row .task-row__title").first).to_have_css("color", "rgb(0, 0, 0)")
    # What is folded away on the screen is on the paper.
    completed = page.locator("[data-group=completed] task-row")
    expect(completed).to_have_count(7)
    expect(completed.last).to_be_visible()


def test_nothing_moves_for_those_who_want_it_still(open_page, furnished):
    page = open_page(furnished.person, reduced_motion="reduce")
    for name in ("panel", "new task", "task menu"):
        show(page, *LAYERS[name])
        assert page.evaluate(LONGEST) <= 1, name
