"""What a person finds in the HTML before any script has run."""

import re
from datetime import UTC, datetime

import pytest

SUNDAY = datetime(2026, 11, 22, 14, 20, tzinfo=UTC)
SHOWN = re.compile(r'<task-row[^>]*data-id="([^"]+)"')


@pytest.fixture
def add(client, alice):
    """Add a task of Alice's by the API; gives it."""
    browser = client.as_(alice)

    def add(title, **fields):
        return browser.post("/api/tasks", json={"title": title, **fields}).get_json()

    return add


@pytest.fixture
def page(client, alice):
    """The HTML of a page as Alice sees it."""
    browser = client.as_(alice)

    def page(path, status=200):
        response = browser.get(path, headers={"Accept": "text/html"})
        assert response.status_code == status
        return response.get_data(as_text=True)

    return page


def test_the_first_tasks_are_in_the_page_newest_first(add, page):
    older, newer = add("Buy lamp oil"), add("Water the fig tree")
    assert SHOWN.findall(page("/all")) == [newer["id"], older["id"]]


def test_a_title_is_text_whatever_it_holds(add, page):
    add("<img src=x onerror=alert(1)>&\"'")
    assert "<img" not in page("/all")
    assert "&lt;img src=x onerror=alert(1)&gt;" in page("/all")


def test_filters_of_the_address_hold_for_the_first_paint(add, page):
    add("Buy lamp oil", priority="low")
    urgent = add("Send the contract", priority="high")
    assert SHOWN.findall(page("/all?priority=high")) == [urgent["id"]]


def test_a_list_without_a_match_names_its_filters(page):
    assert "No in-progress tasks with high priority." in page("/all?status=in_progress&priority=high")


def test_a_new_person_is_shown_how_to_begin(page):
    assert 'data-state="first-use"' in page("/all").partition("<template")[0]


def test_values_that_nothing_offers_are_left_out(add, page):
    task = add("Buy lamp oil")
    assert SHOWN.findall(page("/all?status=done&sort=colour&cursor=made-up&due=never")) == [task["id"]]


def test_a_search_for_what_cannot_be_typed_is_no_fault(page):
    assert "No tasks with" in page("/all?q=%00%1b%E2%80%A8x")


def test_an_open_task_is_beside_the_list(add, page):
    task = add("Buy lamp oil", description="The blue bottle.")
    assert "The blue bottle." in page(f"/all?task={task['id']}")


def test_a_task_has_a_page_of_its_own(add, page):
    task = add("Buy lamp oil", description="The blue bottle.")
    html = page(f"/tasks/{task['id']}")
    assert "<title>Buy lamp oil · Headway</title>" in html
    assert "The blue bottle." in html


def test_due_dates_are_in_words(add, page, clock):
    clock.set(SUNDAY)
    add("Call the landlord", due_date="2026-11-22", due_time="16:30")
    add("Send the contract", due_date="2026-11-20", due_time="17:00")
    html = page("/all")
    assert ">16:30</time>" in html
    assert ">Fri, 17:00</time>" in html
    assert html.count("data-overdue") == 1


def test_a_day_begins_where_the_person_lives(client, make_person, clock):
    clock.set(datetime(2026, 11, 22, 23, 30, tzinfo=UTC))
    browser = client.as_(make_person("Aiko", timezone="Asia/Tokyo"))
    browser.post("/api/tasks", json={"title": "Stand-up", "due_date": "2026-11-23"})
    assert ">Today</time>" in browser.get("/all").get_data(as_text=True)


def test_numbers_are_over_the_list(add, page):
    add("Buy lamp oil")
    add("Book train", status="completed")
    assert [re.search(rf'data-field="{name}">(\d+)<', page("/all"))[1] for name in ("total", "completed")] == ["2", "1"]


def test_deleted_tasks_are_in_the_trash(client, alice, add, page):
    task = add("Buy lamp oil")
    client.as_(alice).delete(f"/api/tasks/{task['id']}")
    assert SHOWN.findall(page("/trash")) == [task["id"]]
    assert SHOWN.findall(page("/all")) == []


def test_pages_follow_each_other(add, page):
    for number in range(51):
        add(f"Task {number}")
    following = re.search(r'<a [^>]*rel="next" href="([^"]+)"', page("/all"))[1]
    assert len(SHOWN.findall(page(following.replace("&amp;", "&")))) == 1


@pytest.mark.parametrize("path", ["/all", "/trash", "/tasks/{id}", "/all?task={id}"])
def test_a_page_takes_few_statements(add, page, statements, path):
    task = add("Buy lamp oil")
    with statements() as counted:
        page(path.format(id=task["id"]))
    assert counted.total() <= 5
