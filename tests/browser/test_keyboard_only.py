"""The whole of a day without a pointer: after every step something has the focus, and it can be seen."""

import re
from uuid import uuid4

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import settle


class Hands:
    """Two hands on a keyboard, and eyes that look where the focus is after every key."""

    def __init__(self, page):
        self.page = page

    def press(self, *keys):
        for key in keys:
            self.page.keyboard.press(key)
            self.look()

    def write(self, text):
        self.page.keyboard.type(text)
        self.look()

    def walk_to(self, locator, key="Tab", at_most=60):
        """Press a key until the focus is there."""
        for _ in range(at_most):
            if locator.evaluate("(element) => element === document.activeElement"):
                return
            self.press(key)
        pytest.fail(f"{key} does not lead to {locator}")

    def look(self):
        """The focus is on something that is drawn and that nothing lies over, at once or with the next few frames."""
        assert self.page.evaluate(LOOK), f"after this key the focus is on {self.page.evaluate(FOCUSED)}"


FOCUSED = "document.activeElement?.outerHTML.slice(0, 200)"
LOOK = """() => {
  // A place has no ring, and where one writes there is a caret; a label wears the ring of what is in it.
  const isRinged = (focused) => {
    if (focused.matches("h1, h2, main, textarea, input:not([type=radio], [type=checkbox])")) return true
    const overRow = focused.matches("task-row a") ? "::before" : null
    return [[focused, overRow], [focused.closest("label"), null]].some(([element, part]) => {
      const { outlineStyle, outlineWidth } = element ? getComputedStyle(element, part) : {}
      return outlineStyle && outlineStyle !== "none" && parseFloat(outlineWidth) >= 2
    })
  }
  const isSeen = () => {
    const focused = document.activeElement
    if (!focused || focused === document.body) return false
    if (focused.closest(".sr")) return true
    if (!isRinged(focused)) return false
    const { top, left, width, height } = focused.getBoundingClientRect()
    const x = Math.max(1, Math.min(left + width / 2, innerWidth - 2))
    const y = Math.max(1, Math.min(top + Math.min(height / 2, 12), innerHeight - 2))
    const there = document.elementFromPoint(x, y)
    return Boolean(there) && (focused.contains(there) || there.contains(focused))
  }
  return new Promise((resolve) => {
    let frames = 60
    const look = () => {
      frames -= 1
      if (isSeen()) resolve(true)
      else if (frames < 0) resolve(false)
      else requestAnimationFrame(look)
    }
    look()
  })
}"""


@pytest.fixture
def hands(open_page, alice, make_tasks):
    make_tasks(alice, "Water the fig tree", "Call the landlord", "Book train")
    page = open_page(alice)
    page.keyboard.press("j")
    return Hands(page)


def titles(page):
    return page.locator("task-row bdi")


def said(page):
    return page.locator("#announcer")


def test_rows_and_cells_are_walked_with_arrows(hands):
    page = hands.page
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    hands.press("ArrowDown", "k", "j")
    expect(page.get_by_role("link", name="Call the landlord")).to_be_focused()
    hands.press("Home")
    expect(page.get_by_role("checkbox", name="Complete: Call the landlord")).to_be_focused()
    hands.press("Control+End")
    expect(page.get_by_role("checkbox", name="Complete: Water the fig tree")).to_be_focused()
    hands.press("End", "PageUp")
    expect(page.get_by_role("button", name="More for Book train")).to_be_focused()


def test_a_task_is_created_edited_completed_deleted_and_brought_back(hands):
    page = hands.page
    hands.press("n")
    hands.write("Send invoice")
    hands.press("Enter")
    expect(titles(page)).to_have_count(4)
    expect(said(page)).to_contain_text("Task created")

    hands.press("k", "k", "k", "r")
    hands.write(" to Orrin")
    hands.press("Enter", "p")
    expect(page.get_by_role("menuitemradio", name="Medium")).to_be_focused()
    hands.press("h", "Enter", "d")
    hands.write("tomorrow 9:00")
    hands.press("Enter", "s", "End", "ArrowUp", "Enter")
    first = page.locator("task-row").first
    expect(first).to_contain_text("Send invoice to Orrin")
    expect(first).to_have_attribute("data-priority", "high")
    expect(first).to_have_attribute("data-status", "in_progress")
    expect(first.locator("[data-field=due]")).to_have_text("Tomorrow, 09:00")

    hands.press("e")
    expect(first).to_have_attribute("data-status", "completed")
    expect(said(page)).to_contain_text("Completed: Send invoice to Orrin")
    hands.press("Control+z")
    expect(first).to_have_attribute("data-status", "in_progress")
    hands.press("Control+Shift+z")
    expect(first).to_have_attribute("data-status", "completed")

    hands.press("Delete")
    expect(titles(page)).to_have_count(3)
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    hands.press("Control+z")
    expect(titles(page)).to_have_count(4)


def test_the_open_task_is_edited_field_by_field(hands):
    page = hands.page
    panel = page.locator("#task-panel")
    hands.press("Enter")
    expect(panel).to_be_visible()
    hands.press("r")
    hands.write(" to Utrecht")
    hands.press("Enter")
    expect(panel.locator("[data-field=saved]")).to_have_text("Saved")
    expect(titles(page).first).to_have_text("Book train to Utrecht")
    hands.press("Tab", "Tab", "Tab", "Tab")
    hands.write("Window seat")
    hands.press("Control+Enter")
    expect(panel).to_be_hidden()
    expect(page.get_by_role("link", name="Book train to Utrecht")).to_be_focused()


def test_several_rows_are_selected_and_changed_in_one_go(hands):
    page = hands.page
    hands.press("x", "Shift+ArrowDown")
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(2)
    hands.press("e")
    expect(page.locator("task-row[data-status=completed]")).to_have_count(2)
    hands.press("Control+z")
    expect(page.locator("task-row[data-status=completed]")).to_have_count(0)
    page.get_by_role("radio", name="Pending").check()
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(0)
    page.get_by_role("link", name="Book train").focus()
    hands.press("x", "Escape")
    expect(page.locator("task-row[aria-selected=true]")).to_have_count(0)


def test_filters_regions_screens_and_theme_are_at_hand(hands):
    page = hands.page
    hands.press("/")
    hands.write("train")
    expect(titles(page)).to_have_count(1)
    expect(said(page)).to_contain_text("1 task")
    hands.press("Escape")
    expect(titles(page)).to_have_count(3)
    hands.press("Escape")
    hands.press("g", "x")
    expect(page.get_by_role("heading", name="Trash")).to_be_focused()
    hands.press("g", "a")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    hands.press("?")
    expect(page.get_by_role("dialog", name="Keyboard shortcuts")).to_be_visible()
    hands.press("Escape", "Shift+Tab")
    page.get_by_role("button", name="Account: Alice").focus()
    hands.press("Enter", "Tab", "ArrowLeft")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")


def test_a_task_is_previewed_without_leaving_the_list(hands):
    page = hands.page
    panel = page.locator("#task-panel")
    hands.press("i")
    expect(panel.get_by_label("Title", exact=True)).to_have_value("Book train")
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    hands.press("Enter")
    expect(panel.locator("[data-field=heading]")).to_be_focused()
    hands.press("Escape")
    expect(page.get_by_role("link", name="Book train")).to_be_focused()
    hands.press("i", "i")
    expect(panel).to_be_hidden()


def test_the_menu_of_a_task_shows_the_keys_of_its_commands(hands):
    page = hands.page
    hands.press("Shift+F10")
    keys = page.locator("#menu-task [data-keys]")
    expect(keys).to_have_text(["Enter", "R", "E", "S", "P", "D", "Delete"])


def test_escape_closes_only_what_is_on_top(hands):
    page = hands.page
    hands.press("Enter")
    page.locator("#task-panel").get_by_role("button", name="Priority").focus()
    hands.press("Enter", "Escape")
    expect(page.locator("#menu-priority")).to_be_hidden()
    expect(page.locator("#task-panel")).to_be_visible()
    hands.press("Escape")
    expect(page.locator("#task-panel")).to_be_hidden()
    expect(page.get_by_role("link", name="Book train")).to_be_focused()


def test_single_keys_can_be_switched_off(hands):
    page = hands.page
    hands.press("?")
    page.get_by_label("Single keys").focus()
    hands.press("Space", "Escape", "e")
    expect(page.locator("task-row[data-status=completed]")).to_have_count(0)
    hands.press("Control+z")


ADD_FIFTY = """async () => {
    const { api } = await import(document.querySelector("script[type=module]").src.replace("app.js", "api.js"))
    for (let number = 0; number < 50; number += 1) await api("POST", "/api/tasks", { title: `Chapter ${number}` })
}"""


def test_from_sign_up_to_sign_out(open_page):
    page = open_page(None, "/sign-up")
    hands = Hands(page)
    hands.write("Nora")
    hands.press("Tab")
    hands.write(f"nora-{uuid4().hex[:12]}@people.example")
    hands.press("Tab")
    hands.write("a quiet walk along the canal")
    page.keyboard.press("Enter")
    page.wait_for_url("**/today")
    settle(page)
    page.evaluate(ADD_FIFTY)

    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    hands.press("n")
    hands.write("Send invoice tomorrow !high")
    hands.press("Enter")
    expect(page.get_by_role("link", name="Send invoice")).to_be_visible()
    hands.press("/")
    hands.write("invoice")
    expect(titles(page)).to_have_count(1)
    hands.walk_to(page.get_by_role("link", name="Send invoice"))

    hands.press("Enter")
    panel = page.locator("#task-panel")
    expect(panel.locator("[data-field=heading]")).to_be_focused()
    hands.press("r")
    hands.write(" to Orrin")
    hands.press("Enter")
    for button, keys in (("Status", ["End", "ArrowUp", "Enter"]), ("Priority", ["End", "Enter"])):
        hands.walk_to(panel.get_by_role("button", name=button))
        hands.press("Enter", *keys)
    hands.walk_to(panel.get_by_role("button", name="Due:"))
    hands.press("Enter")
    hands.write("fri 15:00")
    hands.press("Enter")
    hands.walk_to(panel.get_by_label("Notes"))
    hands.write("Net 30")
    hands.press("Control+Enter")
    expect(panel).to_be_hidden()
    row = page.locator("task-row").first
    expect(row).to_have_attribute("data-status", "in_progress")
    expect(row).to_have_attribute("data-priority", "low")
    expect(row).to_have_attribute("data-due-time", "15:00")

    hands.press("e")
    expect(row).to_have_attribute("data-status", "completed")
    hands.press("Control+z")
    expect(row).to_have_attribute("data-status", "in_progress")
    hands.press("Delete")
    expect(titles(page)).to_have_count(0)
    hands.press("Control+z")
    expect(titles(page)).to_have_count(1)
    hands.press("/", "Escape")
    expect(titles(page)).to_have_count(50)

    hands.walk_to(page.get_by_role("link", name="Next"))
    hands.press("Enter")
    expect(page).to_have_url(re.compile("cursor="))
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    hands.press("g", "i")
    expect(page.get_by_role("heading", name="Insights")).to_be_focused()
    hands.walk_to(page.get_by_role("button", name="Account: Nora"), key="Shift+Tab")
    hands.press("Enter")
    hands.walk_to(page.locator("#account-panel").get_by_role("radio", name="Auto"))
    hands.press("ArrowLeft")
    expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    hands.walk_to(page.get_by_role("button", name="Sign out"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/sign-in")
    hands.look()
