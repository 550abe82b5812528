"""What a page shows before any script has run, and what is left of it when somebody has signed out."""

from playwright.sync_api import expect


def test_the_first_tasks_are_there_without_any_script(context, alice, make_tasks):
    make_tasks(alice, "Book train")
    page = context(alice, java_script_enabled=False).new_page()
    page.goto("/all")
    expect(page.get_by_role("link", name="Book train", exact=True)).to_be_visible()
    expect(page.get_by_role("checkbox", name="Complete: Book train")).to_be_visible()


def test_after_signing_out_back_shows_no_task(open_page, alice, make_tasks, guard):
    guard.allow(401)
    make_tasks(alice, "Book train")
    page = open_page(alice, "/all")
    page.goto("/settings")
    expect(page.locator("account-menu:defined")).to_be_attached()
    page.locator("[popovertarget=account-panel]").locator("visible=true").first.click()
    page.get_by_role("button", name="Sign out").locator("visible=true").first.click()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="Welcome back")).to_be_visible()
    expect(page.get_by_text("Book train")).to_have_count(0)
