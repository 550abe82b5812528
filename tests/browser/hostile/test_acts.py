"""Texts that would be scripts, where one reads tasks and acts on them: each is shown as it was written, none runs."""

import pytest
from playwright.sync_api import expect

from tests.browser.hostile.watching import quoted

PLACES = {"All tasks": "a", "Today": "t", "Upcoming": "u", "Trash": "x"}  # the key after G
BREAK_POLICY = """() => new Promise((done) => {
  addEventListener("securitypolicyviolation", () => setTimeout(done))
  try { document.body.innerHTML = "text" } catch { document.body.append(document.createElement("math")) }
})"""


def test_the_watch_sees_what_runs_and_what_breaks_the_policy(open_watched, alice, guard):
    page, watch = open_watched(alice, "/all")
    watch.is_quiet(page)
    page.evaluate("canary()")
    page.evaluate(BREAK_POLICY)
    with pytest.raises(AssertionError, match="math"):
        watch.is_quiet(page)
    assert watch.seen[0] == "a text ran"
    assert "the policy was broken: require-trusted-types-for" in watch.seen[1]
    assert "TrustedHTML" in guard.found.pop()


def test_no_text_runs_on_a_screen_with_tasks(open_watched, alice, tasks, texts):
    page, watch = open_watched(alice, "/all")
    for name, key in PLACES.items():
        page.keyboard.press("g")
        page.keyboard.press(key)
        expect(page.get_by_role("heading", level=1, name=name)).to_be_visible()
        expect(page.locator("task-row").first).to_be_visible()
        assert set(page.locator("task-row bdi").all_text_contents()) == set(texts)
        watch.is_quiet(page)


def test_no_text_runs_where_one_acts_on_it(open_watched, alice, tasks, texts, client, guard):
    guard.allow(412)
    page, watch = open_watched(alice, "/today")
    for task, text in zip(tasks, texts, strict=True):
        find(page, text)
        watch.is_quiet(page)
        page.keyboard.press("Escape")
        expect(page.get_by_role("combobox", name="Search tasks and commands")).to_be_hidden()
        panel = open_panel(page, task)
        expect(panel.get_by_label("Notes")).to_have_value(f"{text}\n{text}")
        # Two change the same title: the note asks whose it shall be.
        panel.get_by_label("Title", exact=True).fill(f"{text}1")
        client.as_(alice).put(f"/api/tasks/{task['id']}", json={"title": f"{text}2"})
        page.keyboard.press("Enter")
        expect(panel.get_by_text("This title was changed on another device.")).to_be_visible()
        watch.is_quiet(page)
        panel.get_by_role("button", name="Use theirs").click()
        expect(panel.get_by_label("Title", exact=True)).to_have_value(f"{text}2")
        panel.locator("[data-act=complete]").click()
        expect(page.locator(".toast", has_text=f"“{quoted(f'{text}2')}")).to_be_visible()
        watch.is_quiet(page)


def find(page, text):
    """Look for a task in the palette; it is found by its text."""
    page.keyboard.press("Control+k")
    page.get_by_role("combobox", name="Search tasks and commands").fill(text)
    expect(page.get_by_role("option", name=text).first).to_be_visible()


def open_panel(page, task):
    """The panel with the task."""
    # By keyboard: what was done to the task before is said over the rows.
    link = page.locator(f"task-row[data-id='{task['id']}'] a")
    link.focus()
    expect(link).to_be_focused()
    page.keyboard.press("Enter")
    panel = page.locator("#task-panel")
    expect(panel.get_by_label("Title", exact=True)).to_have_value(task["title"])
    expect(panel.get_by_label("Notes")).to_be_enabled()
    return panel
