"""Without a network: lists, changes and the page itself stay, and everything arrives once, for its own person."""

import time

import pytest
from playwright.sync_api import expect

from tests import factories
from tests.browser.conftest import FLAGS, PHONE, TIMEOUT_MS, settle, wait_until_live

REST_OF_A_PAGE = """async (name) => {
    const root = document.querySelector("script[type=module]").src.replace(/js\\/(app|offline\\/shell)\\.js$/, "js/")
    return import(root + name)
}"""
# Of everything that this origin keeps on the device, what holds the text.
HOLDERS = """async (text) => {
    const found = []
    for (const [name, storage] of [["localStorage", localStorage], ["sessionStorage", sessionStorage]]) {
        if (JSON.stringify(storage).includes(text)) found.push(name)
    }
    for (const { name } of await indexedDB.databases()) {
        const opening = indexedDB.open(name)
        const database = await new Promise((done) => { opening.onsuccess = () => done(opening.result) })
        for (const store of database.objectStoreNames) {
            const request = database.transaction(store).objectStore(store).getAll()
            const rows = await new Promise((done) => { request.onsuccess = () => done(request.result) })
            if (JSON.stringify(rows).includes(text)) found.push(`${name} ${store}`)
        }
        database.close()
    }
    for (const name of await caches.keys()) {
        for (const request of await (await caches.open(name)).keys()) {
            const reply = await caches.match(request)
            if (request.url.includes(text) || (await reply.text()).includes(text)) found.push(request.url)
        }
    }
    return found
}"""


def sign_in(profile, app, person, product):
    """Give a profile the person's session, with cookies that outlive the browser."""
    expires = time.time() + 3600
    cookies = factories.cookies_of(app, person)
    profile.add_cookies([{"name": n, "value": v, "url": product, "expires": expires} for n, v in cookies.items()])


@pytest.fixture
def profile_of(browser, chromium, app, product, tmp_path):
    """Open a browser whose profile lies on the disk, in which the person is signed in."""
    opened = []

    def make(person, *, is_offline=False, **options):
        options = {"locale": "en-GB", "reduced_motion": "reduce", "base_url": product, "offline": is_offline} | options
        profile = browser.browser_type.launch_persistent_context(
            tmp_path / "profile", executable_path=chromium, args=FLAGS, **options
        )
        profile.set_default_timeout(TIMEOUT_MS)
        if not is_offline:
            sign_in(profile, app, person, product)
        opened.append(profile)
        return profile

    yield make
    for profile in opened:
        profile.close()


def be_ready(page):
    """Wait until the worker keeps the release and the database what was seen: from now on the network may go."""
    settle(page)
    page.evaluate("() => navigator.serviceWorker.ready")
    page.evaluate(
        f"""async () => {{
            const {{ open }} = await ({REST_OF_A_PAGE})("offline/database.js")
            const database = await open()
            while (!await database.get("facts", "person")) await new Promise((go) => setTimeout(go, 20))
        }}"""
    )


def wait_until_whole(page):
    """Wait until the lists are on this device too: from now on the page asks for none by itself."""
    page.evaluate(
        f"""async () => {{
            const {{ open }} = await ({REST_OF_A_PAGE})("offline/database.js")
            const database = await open()
            while (await database.get("facts", "whole") === undefined) await new Promise((go) => setTimeout(go, 20))
        }}"""
    )


def add(page, title):
    page.keyboard.press("n")
    page.keyboard.type(title)
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name=title, exact=True)).to_be_visible()


def titles_of(client, person):
    return sorted(task["title"] for task in client.as_(person).get("/api/tasks?limit=100").get_json()["tasks"])


def wait_until_sent(page):
    """Wait until nothing waits on this device."""
    page.evaluate(
        f"""async () => {{
            const tasks = await ({REST_OF_A_PAGE})("tasks.js")
            while (await tasks.flush()) await new Promise((go) => setTimeout(go, 50))
        }}"""
    )


def test_a_new_person_goes_on_offline_over_a_restart_and_all_arrives_once(profile_of, alice, client, guard):
    guard.allow(0)
    phone = profile_of(alice, viewport=PHONE)
    page = phone.new_page()
    guard.watch(page)
    page.goto("/all")
    be_ready(page)
    phone.set_offline(True)
    for title in ("First", "Second", "Third"):
        add(page, title)
    page.get_by_role("checkbox", name="Complete: Second").click()
    expect(page.locator("sync-state")).to_have_text("Offline · 4 changes waiting")
    phone.close()
    phone = profile_of(alice, is_offline=True, viewport=PHONE)
    page = phone.new_page()
    guard.watch(page)
    page.goto("/all")
    settle(page)
    expect(page.get_by_role("link", name="First", exact=True)).to_be_visible()
    expect(page.locator("task-row")).to_have_count(3)
    expect(page.get_by_role("checkbox", name="Complete: Second")).to_be_checked()
    expect(page.locator("sync-state")).to_have_text("Offline · 4 changes waiting")
    assert titles_of(client, alice) == []
    phone.set_offline(False)
    wait_until_sent(page)
    assert titles_of(client, alice) == ["First", "Second", "Third"]
    done = client.as_(alice).get("/api/tasks?status=completed").get_json()["tasks"]
    assert [task["title"] for task in done] == ["Second"]
    expect(page.locator("sync-state")).to_be_hidden(timeout=15_000)


def test_screens_open_offline_and_say_what_only_the_server_knows(open_page, alice, make_tasks, guard):
    guard.allow(0)
    make_tasks(alice, {"title": "Book train", "description": "Window seat"}, {"title": "Done", "status": "completed"})
    page = open_page(alice, service_workers="allow")
    page.get_by_role("link", name="Book train").click()
    expect(page.get_by_label("Notes")).to_have_value("Window seat")
    be_ready(page)
    page.context.set_offline(True)
    page.goto("/today")
    settle(page)
    expect(page.get_by_text("Nothing due today.")).to_be_visible()
    page.get_by_label("Main", exact=True).get_by_role("link", name="All tasks").click()
    expect(page.get_by_role("link", name="Book train")).to_be_visible()
    page.get_by_role("radio", name="Completed").check()
    expect(page.locator("task-row")).to_have_count(1)
    page.get_by_label("Main", exact=True).get_by_role("link", name="Insights").click()
    expect(page.get_by_text("Insights comes from the server and can be seen when you’re back.")).to_be_visible()
    page.context.set_offline(False)
    expect(page.get_by_role("heading", name="Completed per day")).to_be_visible(timeout=20_000)


def test_lists_that_were_never_looked_at_are_whole_offline_and_in_their_order(open_page, alice, make_tasks, guard):
    guard.allow(0)
    make_tasks(alice, "First", {"title": "Second", "status": "completed"}, "Third")
    page = open_page(alice, "/today", service_workers="allow")
    be_ready(page)
    wait_until_whole(page)
    page.context.set_offline(True)
    page.goto("/all")
    settle(page)
    expect(page.locator("task-row bdi")).to_have_text(["Third", "Second", "First"])


def test_a_first_change_offline_is_told_in_words(open_page, alice, guard):
    guard.allow(0)
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    add(page, "Send invoice")
    expect(page.locator(".toast", has_text="You’re offline. Changes are kept on this device")).to_be_visible()
    page.context.set_offline(False)
    wait_until_sent(page)
    expect(page.locator(".toast", has_text="You’re offline.")).to_be_hidden()


def test_changes_of_other_fields_are_merged_and_of_the_same_field_decided(open_page, alice, make_tasks, client, guard):
    guard.allow(0, 412)
    first, second = make_tasks(alice, "Merged", "Contested")
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    page.evaluate(
        f"""async ([merged, contested]) => {{
            const acts = await ({REST_OF_A_PAGE})("acts.js")
            await acts.change([merged], {{ priority: "high" }})
            await acts.change([contested], {{ title: "Mine" }})
        }}""",
        [first["id"], second["id"]],
    )
    elsewhere = client.as_(alice)
    elsewhere.put(f"/api/tasks/{first['id']}", json={"title": "Renamed"})
    elsewhere.put(f"/api/tasks/{second['id']}", json={"title": "Theirs"})
    page.context.set_offline(False)
    toast = page.locator(".toast", has_text="This title was changed on another device.")
    expect(toast).to_be_visible(timeout=15_000)
    merged = elsewhere.get(f"/api/tasks/{first['id']}").get_json()
    assert (merged["title"], merged["priority"]) == ("Renamed", "high")
    page.reload()
    settle(page)
    expect(page.get_by_role("link", name="Mine")).to_be_visible()
    toast.get_by_role("button", name="Keep mine").click()
    wait_until_sent(page)
    assert elsewhere.get(f"/api/tasks/{second['id']}").get_json()["title"] == "Mine"


def test_two_questions_about_one_task_are_asked_one_after_the_other(open_page, alice, make_tasks, client, guard):
    guard.allow(0, 412)
    (task,) = make_tasks(alice, "Book train")
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    page.evaluate(
        f"""async (id) => {{
            const acts = await ({REST_OF_A_PAGE})("acts.js")
            await acts.change([id], {{ title: "Mine" }})
            await acts.change([id], {{ priority: "high" }})
        }}""",
        task["id"],
    )
    elsewhere = client.as_(alice)
    elsewhere.put(f"/api/tasks/{task['id']}", json={"title": "Theirs", "priority": "low"})
    page.context.set_offline(False)
    toast = page.locator(".toast[data-tone=error]")
    expect(toast).to_contain_text("This title was changed on another device.", timeout=15_000)
    wait_until_decided = f"""async (left) => {{
        const tasks = await ({REST_OF_A_PAGE})("tasks.js")
        while (await tasks.flush() > left) await new Promise((go) => setTimeout(go, 50))
    }}"""
    page.evaluate(wait_until_decided, 2)
    toast.get_by_role("button", name="Keep mine").click()
    expect(toast).to_contain_text("This priority was changed on another device.")
    toast.get_by_role("button", name="Use theirs").click()
    page.evaluate(wait_until_decided, 0)
    expect(toast).to_be_hidden()
    stored = elsewhere.get(f"/api/tasks/{task['id']}").get_json()
    assert (stored["title"], stored["priority"]) == ("Mine", "low")


def test_an_update_whose_answer_was_lost_is_no_conflict(open_page, alice, make_tasks, client, guard):
    guard.allow(0, 412)
    (task,) = make_tasks(alice, "Book train")
    page = open_page(alice, service_workers="allow")
    be_ready(page)

    def lose(route):
        route.fetch()
        route.abort()

    page.route("**/api/tasks/*", lose, times=1)
    page.get_by_role("checkbox", name="Complete: Book train").click()
    wait_until_sent(page)
    assert client.as_(alice).get(f"/api/tasks/{task['id']}").get_json()["status"] == "completed"
    expect(page.get_by_text("changed on another device")).to_be_hidden()


def test_what_is_refused_later_is_said_with_its_text_and_kept(open_page, alice, make_tasks, client, guard):
    guard.allow(0, 409, 412)
    (task,) = make_tasks(alice, "Book train")
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    page.evaluate(
        f"""async (id) => (await ({REST_OF_A_PAGE})("acts.js")).change([id], {{ title: "Night train" }})""", task["id"]
    )
    client.as_(alice).delete(f"/api/tasks/{task['id']}")
    page.context.set_offline(False)
    toast = page.locator(".toast", has_text="Night train")
    expect(toast).to_contain_text("this task is in the trash", timeout=15_000)
    client.as_(alice).post(f"/api/tasks/{task['id']}/restore")
    toast.get_by_role("button", name="Try again").click()
    wait_until_sent(page)
    assert titles_of(client, alice) == ["Night train"]


def test_signing_out_leaves_nothing_of_the_tasks_on_the_device(open_page, alice, make_tasks, guard):
    guard.allow(0)
    make_tasks(alice, {"title": "Zanzibar plan", "description": "Zanzibar"})
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.keyboard.press("n")
    page.keyboard.type("Zanzibar draft")
    page.keyboard.press("Escape")
    assert page.evaluate(HOLDERS, "Zanzibar")
    page.get_by_role("button", name="Account: Alice").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert page.evaluate(HOLDERS, "Zanzibar") == []
    assert page.evaluate(HOLDERS, str(alice.id)) == []


def test_signing_out_sends_what_waits_first(open_page, alice, client, guard):
    guard.allow(0)
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    add(page, "Send invoice")
    page.context.set_offline(False)
    page.get_by_role("button", name="Account: Alice").click()
    page.get_by_role("button", name="Sign out").click()
    page.wait_for_url("**/sign-in")
    assert titles_of(client, alice) == ["Send invoice"]


def test_another_person_neither_sees_nor_sends_what_waits(open_page, alice, bob, client, app, product, guard):
    guard.allow(0, 401, 403)
    page = open_page(alice, service_workers="allow")
    be_ready(page)
    page.context.set_offline(True)
    add(page, "Alice’s own")
    # Her session ended, and he signs in at the same browser, while her tab is still open.
    page.context.clear_cookies()
    sign_in(page.context, app, bob, product)
    page.context.set_offline(False)
    expect(page.get_by_role("button", name="Account: Bob")).to_be_visible(timeout=15_000)
    settle(page)
    wait_until_live(page)
    expect(page.locator("task-row")).to_have_count(0)
    assert titles_of(client, bob) == []
    page.context.clear_cookies()
    sign_in(page.context, app, alice, product)
    page.goto("/all")
    settle(page)
    wait_until_sent(page)
    assert titles_of(client, alice) == ["Alice’s own"]
