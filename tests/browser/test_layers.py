"""What opens over a page is closed one layer at a time, by Esc and by Back, and the focus finds home."""

import re

import pytest
from playwright.sync_api import expect


@pytest.fixture
def page(open_page, alice, make_tasks):
    make_tasks(alice, "Call the landlord", "Book train")
    page = open_page(alice, "/today")
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    page.keyboard.press("j")
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    return page


OPENERS = {"n": "#task-composer", "Control+k": ".dialog--palette", "?": ".dialog--sheet"}


@pytest.mark.parametrize("keys", OPENERS)
@pytest.mark.parametrize("way", ["Esc", "Back"])
def test_a_dialog_closes_and_the_page_behind_it_stays(page, keys, way):
    page.keyboard.press(keys)
    dialog = page.locator(OPENERS[keys])
    expect(dialog).to_be_visible()
    if way == "Esc":
        page.keyboard.press("Escape")
    else:
        page.evaluate("history.back()")
    expect(dialog).to_be_hidden()
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    expect(page).to_have_url(re.compile("/all$"))
    # The way back is as long as before.
    page.evaluate("history.back()")
    expect(page).to_have_url(re.compile("/today$"))


def test_the_account_menu_leads_to_the_shortcuts(page):
    account = page.get_by_role("button", name="Account: Alice")
    account.press("Enter")
    page.get_by_role("button", name="Keyboard shortcuts").press("Enter")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("Escape")
    expect(account).to_be_focused()


@pytest.mark.parametrize("width", [1440, 768, 390])
def test_keys_stand_beside_their_words(page, width):
    page.set_viewport_size({"width": width, "height": 900})
    page.keyboard.press("?")
    expect(page.locator(".dialog--sheet")).to_be_visible()
    page.evaluate("document.fonts.ready")
    lines = page.locator("shortcut-list div").evaluate_all("(lines) => lines.map((line) => line.offsetHeight)")
    assert len(lines) > 25
    assert max(lines) < 1.5 * min(lines)


def test_back_closes_a_dialog_before_the_panel_below_it(page):
    page.keyboard.press("Enter")
    expect(page.locator("#task-panel [data-field=heading]")).to_be_focused()
    page.keyboard.press("Control+k")
    expect(page.locator(".dialog--palette")).to_be_visible()
    page.evaluate("history.back()")
    expect(page.locator(".dialog--palette")).to_be_hidden()
    expect(page.locator("#task-panel")).to_be_visible()
    page.evaluate("history.back()")
    expect(page.locator("#task-panel")).to_be_hidden()
    expect(page.get_by_role("link", name="Book train")).to_be_focused()


def test_forward_closes_a_dialog_too(page):
    page.evaluate("history.back()")
    expect(page.get_by_role("heading", name="Today")).to_be_focused()
    page.keyboard.press("n")
    page.evaluate("history.forward()")
    expect(page.locator("#task-composer")).to_be_hidden()
    expect(page).to_have_url(re.compile("/today$"))


def test_esc_closes_the_menu_then_the_drawer_and_nothing_more(page):
    page.set_viewport_size({"width": 1000, "height": 800})
    page.keyboard.press("Enter")
    expect(page.locator("#task-panel")).to_be_visible()
    page.locator("#task-panel").get_by_role("button", name="Due").focus()
    page.keyboard.press("Enter")
    expect(page.locator("#date-picker")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.locator("#date-picker")).to_be_hidden()
    expect(page.locator("#task-panel").get_by_role("button", name="Due")).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.locator("#task-panel")).to_be_hidden()
    expect(page.get_by_role("link", name="Book train")).to_be_focused()


def test_focus_returns_to_the_row_where_it_stands_now(page):
    page.get_by_role("button", name="Sort").click()
    page.locator("#sort-order").get_by_label("Title").check()
    page.keyboard.press("Escape")
    row = page.get_by_role("link", name="Book train")
    row.focus()
    page.keyboard.press("r")
    page.keyboard.type("Zebra crossing")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Zebra crossing")).to_be_focused()


def test_f6_walks_the_regions(page):
    page.keyboard.press("e")
    expect(page.locator(".toast")).to_be_visible()
    page.keyboard.press("i")
    expect(page.locator("#task-panel [data-field=title]")).to_be_visible()
    for region in ("#task-panel", "toast-region"):
        page.keyboard.press("F6")
        expect(page.locator(region).locator(":focus")).to_have_count(1)
    page.locator(".sidebar [aria-current=page]").focus()
    page.keyboard.press("F6")
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
