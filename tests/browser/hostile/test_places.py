"""Texts that would be scripts, as the server writes them into pages, in addresses, as names, and without a network."""

from urllib.parse import urlencode

from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import settle
from tests.browser.hostile.watching import quoted
from tests.browser.test_offline import be_ready, wait_until_sent


def test_no_text_runs_on_a_page_from_the_server(open_watched, alice, tasks, texts):
    page, watch = open_watched(alice, "/all")
    for path in ("/all", "/today", "/upcoming", "/trash", "/insights"):
        page.goto(path)
        settle(page)
        expect(page.locator("#main :not(:defined)")).to_have_count(0)
        assert set(page.locator("task-row bdi").all_text_contents()) == (set() if path == "/insights" else set(texts))
        watch.is_quiet(page)
    for task, text in zip(tasks, texts, strict=True):
        page.goto(f"/tasks/{task['id']}")
        expect(page.get_by_role("heading", level=1)).to_have_text(text)
        expect(page.get_by_label("Notes")).to_have_value(f"{text}\n{text}")
        watch.is_quiet(page)


def test_no_text_runs_where_a_question_or_a_line_names_it(open_watched, alice, tasks, texts):
    page, watch = open_watched(alice, "/trash")
    for text in texts:
        page.get_by_role("button", name=f"Delete for good: {text}", exact=True).click()
        expect(page.get_by_role("alertdialog")).to_contain_text(f"“{quoted(text)}")
        watch.is_quiet(page)
        page.get_by_role("button", name="Cancel").click()
    page.goto("/leaderboard?window=all")
    settle(page)
    page.locator("main summary").first.click()
    expect(page.locator(".point-lines bdi").first).to_be_visible()
    assert set(page.locator(".point-lines bdi").all_text_contents()) <= set(texts)
    watch.is_quiet(page)


def test_no_text_in_an_address_runs(open_watched, alice, texts):
    page, watch = open_watched(alice, "/all")
    for text in texts:
        page.goto(f"/all?{urlencode({'q': text})}")
        settle(page)
        expect(page.locator("[name=q]")).to_have_value(text)
        watch.is_quiet(page)
        page.goto(f"/today?{urlencode({'status': text, 'q': text, text: text})}")
        watch.is_quiet(page)
    stranger, watch = open_watched(None, "/sign-in")
    for text in texts:
        stranger.goto(f"/sign-in?{urlencode({'next': text})}")
        stranger.locator("[data-field=submit]").click()
        expect(stranger.locator(".field__error:visible").first).to_be_visible()
        watch.is_quiet(stranger)


def test_no_name_runs_before_oneself_or_others(open_watched, alice, bob, make_tasks, client, app, texts):
    for person in (alice, bob):  # they stand side by side
        make_tasks(person, {"title": "Write", "status": "completed", "priority": "high"})
    with app.app_context():
        for text in texts:
            factories.sign_in(alice, user_agent=text)
    hers, watch = open_watched(alice, "/settings")
    his, other_watch = open_watched(bob, "/leaderboard")
    for text in texts:
        assert client.as_(alice).patch("/api/users/me", json={"name": text}).status_code == 200
        hers.goto("/settings")
        settle(hers)
        expect(hers.get_by_role("textbox", name="Name", exact=True)).to_have_value(text)
        assert set(hers.locator(".account-menu__name, .account-menu__button bdi").all_text_contents()) == {text}
        watch.is_quiet(hers)
        his.goto("/leaderboard?window=all")
        expect(his.locator(".board-row__name", has_text=text).first).to_be_attached()
        other_watch.is_quiet(his)
    hers.goto("/settings?section=devices")
    expect(hers.locator("device-list bdi").first).to_be_visible()
    watch.is_quiet(hers)


def test_no_text_runs_without_a_network(open_watched, alice, tasks, texts, guard):
    guard.allow(0)
    page, watch = open_watched(alice, "/all", service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    for text in texts:
        page.keyboard.press("n")
        page.locator("#composer-line").fill(f"{text}3")
        page.keyboard.press("Enter")
        expect(page.locator("task-row bdi", has_text=f"{text}3").first).to_be_visible()
        watch.is_quiet(page)
    for path in ("/all", "/today", f"/tasks/{tasks[0]['id']}"):
        page.goto(path)
        settle(page)
        expect(page.locator("task-row, task-detail").first).to_be_visible()
        watch.is_quiet(page)
    page.context.set_offline(False)
    wait_until_sent(page)
    watch.is_quiet(page)
