"""A session that runs out under open pages, and one that ends."""

import re

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import person_is_in, settle, wait_until_live


def forget_access(profile):
    """What a browser does with the access cookies once their time is over."""
    profile.clear_cookies(name=re.compile("^(access_token_cookie|csrf_access_token)$"))


def disc(page, title):
    return page.get_by_role("checkbox", name=f"Complete: {title}")


def test_two_tabs_with_an_expired_access_token_refresh_once_and_both_go_on(
    context, open_page, alice, make_tasks, guard
):
    # What was sent when the page is loaded anew is sent once more: its answer was lost.
    guard.allow(412)
    make_tasks(alice, "Book train", "Call Ana")
    profile = context(alice)
    one, other = open_page.tab(profile), open_page.tab(profile)
    refreshes = []
    for page in (one, other):
        page.on("request", lambda request: "/refresh" in request.url and refreshes.append(request.url))
        # Its stream is asked for with the token that it began with.
        wait_until_live(page)
    forget_access(profile)
    one.evaluate("document.querySelector('[aria-label=\"Complete: Book train\"]').click()")
    other.evaluate("document.querySelector('[aria-label=\"Complete: Call Ana\"]').click()")
    for page, title in ((one, "Call Ana"), (other, "Book train")):
        expect(disc(page, title)).to_have_attribute("aria-checked", "true")
    one.reload()
    expect(one.locator("task-row[data-status=completed]")).to_have_count(2)
    assert len(refreshes) == 1


def test_a_refusal_that_comes_after_the_person_signed_in_again_asks_for_nothing(
    context, open_page, alice, client, make_tasks, guard
):
    guard.allow(401)
    make_tasks(alice, "Book train")
    profile = context(alice)
    page = open_page.tab(profile)
    wait_until_live(page)
    held = []
    page.route("**/api/users/refresh", lambda route: held.append((route, route.fetch())))
    client.as_(alice).delete("/api/users/me/sessions")
    disc(page, "Book train").click()
    for _ in range(100):
        page.wait_for_timeout(50)
        if held:
            break
    profile.request.post("/api/users/login", data={"email": alice.email, "password": alice.password})
    with page.expect_response(lambda answer: answer.request.method == "PUT" and answer.ok):
        [(route, answer)] = held
        assert answer.status == 401
        route.fulfill(response=answer)
    expect(page.get_by_role("dialog", name="You were signed out")).to_have_count(0)


def test_an_ended_session_is_resumed_over_the_page_and_the_act_goes_on(open_page, alice, client, make_tasks, guard):
    guard.allow(401)
    make_tasks(alice, "Book train")
    page = open_page(alice)
    page.get_by_role("link", name="Book train").click()
    page.locator("#task-panel").get_by_label("Notes").fill("Window seat")
    wait_until_live(page)
    page.context.clear_cookies()
    page.keyboard.press("Tab")
    dialog = page.get_by_role("dialog", name="You were signed out")
    expect(dialog).to_be_visible()
    dialog.get_by_label("Password").fill("not the right one")
    page.keyboard.press("Enter")
    expect(dialog.get_by_role("alert").first).to_have_text("That email and password don’t match.")
    dialog.get_by_label("Password").fill(alice.password)
    page.keyboard.press("Enter")
    expect(dialog).to_be_hidden()
    expect(page.locator("#task-panel [data-field=saved]")).to_have_text("Saved")
    assert client.as_(alice).get("/api/tasks").get_json()["tasks"][0]["description"] == "Window seat"


def test_another_person_at_the_same_dialog_sees_nothing_of_the_first(open_page, alice, bob, make_tasks, guard):
    guard.allow(401)
    make_tasks(alice, "A secret of Alice")
    page = open_page(alice)
    wait_until_live(page)
    page.context.clear_cookies()
    disc(page, "A secret of Alice").click()
    dialog = page.get_by_role("dialog", name="You were signed out")
    dialog.get_by_label("Email").fill(bob.email)
    dialog.get_by_label("Password").fill(bob.password)
    page.keyboard.press("Enter")
    expect(page.get_by_text("A clear page")).to_be_visible()
    expect(page.get_by_text("A secret of Alice")).to_have_count(0)


def test_signing_out_ends_every_tab(context, open_page, alice):
    profile = context(alice)
    one, other = open_page.tab(profile), open_page.tab(profile)
    forget_access(profile)
    one.get_by_role("button", name="Account: Alice").click()
    one.get_by_role("button", name="Sign out").click()
    for page in (one, other):
        page.wait_for_url("**/sign-in")
        assert not person_is_in(page)


def test_a_theme_is_taken_by_every_tab_and_kept(context, open_page, alice):
    profile = context(alice)
    one, other = open_page.tab(profile), open_page.tab(profile)
    one.get_by_role("button", name="Account: Alice").click()
    one.get_by_role("radio", name="Dark").locator("visible=true").check()
    for page in (one, other):
        expect(page.locator("html")).to_have_attribute("data-theme", "dark")
    other.reload()
    settle(other)
    expect(other.locator("html")).to_have_attribute("data-theme", "dark")


def test_what_one_tab_changes_the_other_shows(context, open_page, alice, make_tasks):
    make_tasks(alice, "Book train")
    profile = context(alice)
    one, other = open_page.tab(profile), open_page.tab(profile)
    disc(one, "Book train").click()
    expect(disc(other, "Book train")).to_have_attribute("aria-checked", "true")
    expect(other.locator("task-counts [data-field=completed]")).to_have_text("1")


def test_news_from_another_device_waits_while_somebody_is_in_the_list(open_page, alice, make_tasks):
    make_tasks(alice, "Book train")
    page = open_page(alice)
    page.get_by_role("checkbox", name="Complete: Book train").focus()
    make_tasks(alice, "Call Ana")
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    waiting = page.get_by_role("button", name="1 update")
    expect(waiting).to_be_visible()
    expect(page.locator("task-row")).to_have_count(1)
    expect(page.locator("task-counts [data-field=total]")).to_have_text("2")
    waiting.click()
    expect(page.locator("task-row bdi")).to_have_text(["Call Ana", "Book train"])


@pytest.mark.parametrize("cookies", ["both", "refresh only"])
def test_a_link_from_a_mail_leads_where_it_points_although_nothing_was_sent_with_it(
    context, open_page, alice, make_tasks, product, cookies
):
    make_tasks(alice, "Book train")
    profile = context(alice)
    if cookies == "refresh only":
        forget_access(profile)
    page = profile.new_page()
    mail = f'<a href="{product}/all?priority=medium">Look</a>'
    profile.route("http://mail.example/**", lambda route: route.fulfill(content_type="text/html", body=mail))
    page.goto("http://mail.example/")
    page.get_by_role("link", name="Look").click()
    expect(page).to_have_url(re.compile(r"/all\?priority=medium$"))
    expect(page.get_by_role("link", name="Book train")).to_be_visible()


def test_a_link_from_a_mail_with_a_session_that_is_over_stays_at_the_door(context, alice, product, client, guard):
    guard.allow(401)
    profile = context(alice)
    client.as_(alice).delete("/api/users/me/sessions")
    page = profile.new_page()
    guard.watch(page)
    with page.expect_response("**/api/users/refresh"):
        page.goto("/sign-in?next=/all")
    expect(page.get_by_role("button", name="Sign in")).to_be_visible()
    expect(page).to_have_url(re.compile(r"/sign-in\?next=/all$"))


def test_after_a_wrong_password_the_next_key_replaces_it(open_page, alice, guard):
    guard.allow(401)
    page = open_page(None, "/sign-in")
    page.get_by_label("Email").fill(alice.email)
    page.get_by_label("Password", exact=True).fill("not the right one")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert")).to_contain_text("That email and password don’t match.")
    expect(page.get_by_label("Password", exact=True)).to_be_focused()
    page.keyboard.type(alice.password)
    page.keyboard.press("Enter")
    page.wait_for_url(re.compile("/today$"))
