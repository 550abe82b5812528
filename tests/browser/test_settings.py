"""The settings at work: what is chosen holds at once, in every tab, and is taken back when it is refused."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import PHONE, settle
from tests.browser.test_keyboard_only import Hands

READY = "settings-view:defined"
NEW_PASSWORD = "seven lanterns by the canal"


@pytest.fixture
def visit(open_page):
    """Open the settings, alive."""

    def make(person, section="", **options):
        page = open_page(person, f"/settings{section and '?section='}{section}", **options)
        alive(page)
        return page

    return make


def fail(route):
    """The server breaks."""
    route.fulfill(status=500, json={"title": "Fault", "status": 500})


def alive(page):
    """Every element of the screen has come to life."""
    page.locator(READY).wait_for(state="attached")
    expect(page.locator("#main :not(:defined)")).to_have_count(0)


@pytest.fixture
def choose(product):
    """Choose settings for a device before any page of it is open."""

    def choose(profile, **chosen):
        profile.add_cookies([{"name": "preferences", "value": quote(json.dumps(chosen)), "url": product}])
        return profile

    return choose


def saved(page, name):
    """The row of a setting says that it is kept."""
    row = page.locator(".setting", has=page.get_by_text(name, exact=True))
    expect(row.get_by_text("Saved")).to_be_visible()


def test_a_name_is_saved_and_shown_everywhere(visit, open_page, context, alice):
    profile = context(alice)
    page, other = open_page.tab(profile, "/settings"), open_page.tab(profile, "/all")
    alive(page)
    page.get_by_role("textbox", name="Name", exact=True).fill("Zoë Ångström")
    page.keyboard.press("Enter")
    saved(page, "Name")
    for tab in (page, other):
        expect(tab.get_by_role("button", name="Account: Zoë Ångström")).to_be_visible()
        expect(tab.locator(".account-menu .avatar")).to_have_text("ZÅ")
    page.reload()
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Zoë Ångström")


def test_an_empty_name_is_told_at_its_field_and_esc_restores_it(visit, alice):
    page = visit(alice)
    field = page.get_by_role("textbox", name="Name", exact=True)
    field.fill(" ")
    page.keyboard.press("Enter")
    expect(page.get_by_text("Enter your name.")).to_be_visible()
    expect(field).to_have_attribute("aria-invalid", "true")
    page.keyboard.press("Escape")
    expect(field).to_have_value("Alice")
    expect(page.get_by_text("Enter your name.")).to_be_hidden()


def test_a_name_that_could_not_be_saved_is_as_before(visit, alice, guard):
    guard.allow(500)
    page = visit(alice)
    page.route("**/api/users/me", fail)
    page.get_by_role("textbox", name="Name", exact=True).fill("Zoë")
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Couldn’t save your name, so it’s back to “Alice”.")
    expect(page.get_by_role("textbox", name="Name", exact=True)).to_have_value("Alice")
    expect(page.get_by_role("button", name="Account: Alice")).to_be_visible()
    page.unroute("**/api/users/me")
    page.get_by_role("button", name="Try again").click()
    expect(page.get_by_role("button", name="Account: Zoë")).to_be_visible()


def test_a_zone_is_found_by_its_letters_without_a_pointer(visit, alice):
    page = visit(alice, "profile")
    field = page.get_by_role("combobox", name="Time zone")
    field.focus()
    hands = Hands(page)
    hands.write("new")
    expect(page.get_by_role("option")).to_have_count(2)
    expect(page.locator("#announcer")).to_have_text("2 time zones")
    hands.press("ArrowDown", "ArrowUp")
    expect(field).to_have_attribute("aria-activedescendant", "zone-0")
    hands.press("Enter")
    expect(field).to_have_value("America/New York")
    expect(page.get_by_role("option")).to_have_count(0)
    saved(page, "Time zone")
    expect(page.locator("body")).to_have_attribute("data-timezone", "America/New_York")
    hands.press("ArrowDown")
    expect(page.get_by_role("option", name="New York")).to_have_attribute("aria-selected", "true")
    hands.press("Escape")
    expect(field).to_have_attribute("aria-expanded", "false")


def test_what_was_typed_and_not_chosen_is_no_zone(visit, alice):
    page = visit(alice)
    field = page.get_by_role("combobox", name="Time zone")
    field.fill("berl")
    page.keyboard.press("Tab")
    expect(field).to_have_value("UTC")
    expect(page.get_by_role("listbox")).to_be_hidden()


def test_the_zone_of_this_device_is_one_press_away(visit, alice):
    page = visit(alice, timezone_id="Asia/Tokyo")
    page.get_by_role("button", name="Use this device’s zone: Asia/Tokyo").click()
    expect(page.get_by_role("combobox", name="Time zone")).to_have_value("Asia/Tokyo")
    expect(page.get_by_role("button", name="Use this device’s zone")).to_be_hidden()
    expect(page.get_by_role("combobox", name="Time zone")).to_be_focused()


def test_a_wrong_current_password_is_told_at_its_field(visit, alice, guard):
    guard.allow(422)
    page = visit(alice)
    page.get_by_label("Current password", exact=True).fill("not her password")
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    expect(page.locator("password-form [data-field=strength-word]")).to_have_text("Strong")
    page.get_by_role("button", name="Change password").click()
    expect(page.get_by_text("That isn’t your password.")).to_be_visible()
    expect(page.get_by_label("Current password", exact=True)).to_be_focused()
    expect(page.get_by_label("New password", exact=True)).to_have_value(NEW_PASSWORD)


def test_a_new_password_signs_the_other_devices_out(visit, alice, client, app):
    client.as_(alice)
    factories.cookies_of(app, alice)
    page = visit(alice)
    assert page.locator(".device").count() > 1
    page.get_by_label("Current password", exact=True).fill(alice.password)
    page.get_by_label("New password", exact=True).fill(NEW_PASSWORD)
    page.keyboard.press("Enter")
    expect(page.locator(".toast")).to_contain_text("Password changed. Your other devices are signed out.")
    expect(page.get_by_label("New password", exact=True)).to_have_value("")
    expect(page.locator(".device")).to_have_count(1)
    expect(page.get_by_role("button", name="Sign out everywhere else")).to_be_hidden()


@pytest.mark.parametrize(
    ("row", "word", "attribute", "value"),
    [
        ("Theme", "Dark", "data-theme", "dark"),
        ("Density", "Compact", "data-density", "compact"),
        ("Motion", "Reduced", "data-motion", "reduced"),
    ],
    ids=["theme", "density", "motion"],
)
def test_appearance_holds_at_once_in_every_tab_and_after_a_reload(
    open_page, context, alice, row, word, attribute, value
):
    profile = context(alice)
    page, other = open_page.tab(profile, "/settings"), open_page.tab(profile, "/all")
    alive(page)
    page.get_by_role("radiogroup", name=row).get_by_role("radio", name=word).check()
    saved(page, row)
    for tab in (page, other):
        expect(tab.locator("html")).to_have_attribute(attribute, value)
    other.reload()
    expect(other.locator("html")).to_have_attribute(attribute, value)


def test_compact_rows_are_36_high(open_page, context, alice, make_tasks, choose):
    make_tasks(alice, "Book train")
    profile = context(alice)
    choose(profile, density="compact")
    page = open_page.tab(profile, "/all")
    assert page.locator("task-row").bounding_box()["height"] == 36


def test_reduced_motion_takes_a_millisecond(open_page, context, alice, choose):
    profile = context(alice, reduced_motion="no-preference")
    choose(profile, motion="reduced")
    page = open_page.tab(profile, "/all")
    for name in ("--press", "--fast", "--med", "--slow"):
        assert (
            page.evaluate("(name) => getComputedStyle(document.documentElement).getPropertyValue(name)", name) == "1ms"
        )
    button = page.locator(".top-bar .button")
    assert button.evaluate("(button) => getComputedStyle(button).transitionDuration").startswith("0.001s")


def test_times_follow_the_clock_in_every_tab(open_page, context, alice, make_tasks):
    make_tasks(alice, {"title": "Call Ana", "due_date": "2020-02-03", "due_time": "16:30"})
    profile = context(alice)
    page, other = open_page.tab(profile, "/settings"), open_page.tab(profile, "/all")
    alive(page)
    due = other.locator("task-row time")
    expect(due).to_have_attribute("title", re.compile("16:30"))
    page.get_by_role("radio", name="12 hours").check()
    expect(due).to_have_attribute("title", re.compile(r"4:30\spm"))
    expect(page.locator(".device time").first).to_have_attribute("title", re.compile(r"\s[ap]m$"))


def test_the_date_picker_begins_its_weeks_as_chosen(open_page, context, alice, make_tasks, choose):
    make_tasks(alice, "Book train")
    profile = context(alice)
    choose(profile, weekStart="6")
    page = open_page.tab(profile, "/all")
    page.locator("task-row a").focus()
    page.keyboard.press("d")
    expect(page.locator("#date-picker th").first).to_have_attribute("abbr", "Saturday")


def test_messages_stay_as_long_as_chosen(open_page, context, alice, make_tasks, choose):
    make_tasks(alice, "Book train")
    profile = context(alice)
    choose(profile, messageTime="dismissed")
    page = profile.new_page()
    page.clock.install()
    page.goto("/all")
    settle(page)
    page.get_by_role("checkbox").click()
    page.locator("h1").hover()
    # Two minutes pass at once, also for a request that is under way: that may be told, too.
    toast = page.locator(".toast", has_text="Completed “Book train”")
    expect(toast).to_be_visible()
    page.clock.run_for(120_000)
    expect(toast).to_be_visible()
    toast.get_by_role("button", name="Dismiss").click()
    expect(toast).to_have_count(0)


def test_single_keys_are_switched_off_and_all_are_listed(visit, alice):
    page = visit(alice, "keyboard")
    page.get_by_text("All shortcuts").click()
    expect(page.locator("shortcut-list").get_by_text("Keyboard shortcuts")).to_be_visible()
    page.keyboard.press("g")
    page.keyboard.press("a")
    expect(page.get_by_role("heading", name="All tasks")).to_be_focused()
    page.keyboard.press("g")
    page.keyboard.press("s")
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_focused()
    alive(page)
    page.get_by_role("switch", name="Single keys").focus()
    page.keyboard.press("Space")
    saved(page, "Single keys")
    page.locator("h1").focus()
    page.keyboard.press("n")
    expect(page.get_by_role("dialog", name="New task")).to_be_hidden()


def test_how_one_is_shown_on_the_leaderboard_is_chosen_here_too(visit, alice):
    page = visit(alice)
    with page.expect_response("**/api/users/me"):
        page.get_by_role("radio", name="Hidden").check()
    page.goto("/leaderboard")
    expect(page.get_by_role("radio", name="Hidden")).to_be_checked()


def test_a_device_is_signed_out_and_the_next_one_has_the_focus(visit, alice, open_page, context, guard):
    # The other device is told at once, and may no longer ask.
    guard.allow(401)
    elsewhere = open_page.tab(context(alice), "/all")
    page = visit(alice)
    expect(page.locator(".device")).to_have_count(2)
    page.locator(".device:not([data-current])").get_by_role("button").focus()
    with page.expect_response(re.compile("/api/users/me/sessions/")):
        page.keyboard.press("Enter")
    expect(page.locator(".device")).to_have_count(1)
    expect(page.locator(".device[data-current]").get_by_role("button")).to_be_focused()
    expect(page.locator(".toast")).to_contain_text("Signed out: An unknown device")
    elsewhere.reload()
    expect(elsewhere).to_have_url(re.compile("/sign-in"))


def test_everywhere_else_is_signed_out_and_a_refusal_brings_all_back(visit, alice, app, guard):
    guard.allow(500)
    for _ in range(2):
        factories.cookies_of(app, alice)
    page = visit(alice)
    expect(page.locator(".device")).to_have_count(3)
    page.route(
        "**/api/users/me/sessions", lambda route: route.fulfill(status=500, json={"title": "Fault", "status": 500})
    )
    page.get_by_role("button", name="Sign out everywhere else").click()
    expect(page.locator(".toast")).to_contain_text("Couldn’t sign out the other devices.")
    expect(page.locator(".device")).to_have_count(3)
    page.unroute("**/api/users/me/sessions")
    page.get_by_role("button", name="Try again").click()
    expect(page.locator(".toast")).to_contain_text("Signed out of 2 other devices")
    page.reload()
    expect(page.locator(".device")).to_have_count(1)


def test_the_export_is_a_file_with_the_day_in_its_name(visit, alice, make_tasks):
    make_tasks(alice, "Straße 🎂")
    page = visit(alice, "export")
    with page.expect_download() as download:
        page.get_by_role("link", name="Download").click()
    assert re.fullmatch(r"headway-\d{4}-\d{2}-\d{2}\.json", download.value.suggested_filename)
    exported = json.loads(Path(download.value.path()).read_text())
    assert [task["title"] for task in exported["tasks"]] == ["Straße 🎂"]


def test_an_account_goes_for_good_with_its_password(visit, alice, make_tasks, guard):
    guard.allow(422)
    make_tasks(alice, "Book train", "Call Ana")
    page = visit(alice, "delete")
    page.get_by_role("button", name="Delete account…").click()
    dialog = page.get_by_role("dialog", name="Delete account")
    expect(dialog).to_contain_text("This deletes your account and 2 tasks for good. Type your password.")
    expect(dialog.get_by_label("Password", exact=True)).to_be_focused()
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("Enter your password.")).to_be_visible()
    page.keyboard.type("not her password")
    page.keyboard.press("Enter")
    expect(dialog.get_by_text("That isn’t your password.")).to_be_visible()
    dialog.get_by_label("Password", exact=True).fill(alice.password)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("/sign-in$"))
    assert page.evaluate("Object.keys(localStorage).length + document.cookie.length") == 0
    page.goto("/all")
    expect(page).to_have_url(re.compile("/sign-in"))


def test_the_farewell_can_be_left(visit, alice):
    page = visit(alice, "delete")
    button = page.get_by_role("button", name="Delete account…")
    button.focus()
    page.keyboard.press("Enter")
    page.get_by_role("button", name="Cancel").click()
    expect(button).to_be_focused()


def test_on_a_phone_each_section_is_a_page(open_page, alice):
    page = open_page(alice, viewport=PHONE, has_touch=True)
    page.get_by_role("button", name="More").tap()
    page.locator("#more-sheet").get_by_role("link", name="Settings").tap()
    expect(page.get_by_role("heading", name="Settings", exact=True)).to_be_focused()
    alive(page)
    expect(page.get_by_role("heading", level=2)).to_have_count(0)
    page.get_by_role("link", name="Notifications").tap()
    expect(page).to_have_url(re.compile(r"/settings\?section=notifications$"))
    expect(page).to_have_title("Notifications · Settings · Headway")
    expect(page.get_by_role("heading", name="Notifications")).to_be_focused()
    expect(page.get_by_role("heading", level=2)).to_have_count(1)
    page.go_back()
    expect(page.get_by_role("link", name="Notifications")).to_be_focused()
    page.go_forward()
    page.locator("#main").get_by_role("link", name="Settings").tap()
    expect(page).to_have_url(re.compile("/settings$"))


@pytest.mark.parametrize("section", ["", "profile", "password", "appearance", "devices", "delete"])
def test_long_names_fit_on_a_narrow_screen(visit, make_person, section):
    person = make_person("Donaudampfschifffahrtsgesellschaftskapitänswitwe عبد الرحمن بن محمد الطويل " + "W" * 25)
    page = visit(person, section, viewport={"width": 320, "height": 640})
    assert page.evaluate("document.documentElement.scrollWidth") <= 320
    assert page.evaluate("document.getElementById('main').scrollWidth") <= 320
