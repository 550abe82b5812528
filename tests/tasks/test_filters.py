"""Filters by due date and words, and what a list refuses."""

import pytest

from tests.tasks import oracle
from tests.tasks.test_walk import SORTS, walk
from tests.tasks.texts import SEARCHES


def listed(client, **query):
    """All pages of a list, joined, and its total."""
    pages = list(walk(client, {"limit": 60, **query}, "next"))
    assert len({page["total"] for page in pages}) == 1
    return [task["id"] for page in pages for task in page["tasks"]], pages[0]["total"]


@pytest.mark.parametrize("which", ["overdue", "today", "week", "none"])
@pytest.mark.parametrize("sort", SORTS)
def test_due_means_days_of_the_calendar(crowd, today, which, sort):
    expected = oracle.ordered(oracle.due(crowd.tasks, which, today), sort)
    assert listed(crowd.client, due=which, sort=sort) == (expected, len(expected))


@pytest.mark.parametrize("first", ["", "2026-02-28", "2026-03-04", "2026-03-20"])
@pytest.mark.parametrize("last", ["", "2026-03-04", "2026-03-06"])
@pytest.mark.parametrize("sort", ["due", "-due", "title"])
def test_due_dates_are_bounded_by_days_that_are_included(crowd, today, first, last, sort):
    bounds = {name: day for name, day in (("due_from", first), ("due_to", last)) if day}
    found = oracle.due_between(crowd.tasks, first, last) if bounds else crowd.tasks
    assert listed(crowd.client, sort=sort, **bounds) == (oracle.ordered(found, sort), len(found))


def test_filters_hold_together(crowd, today):
    query = {"due": "week", "due_to": "2026-03-06", "status": "pending", "priority": "high,low", "q": "E"}
    found = oracle.having(oracle.due(crowd.tasks, "week", today), ["pending"], ["high", "low"])
    found = oracle.searched(oracle.due_between(found, "", "2026-03-06"), "E")
    assert found
    assert listed(crowd.client, sort="-title", **query) == (oracle.ordered(found, "-title"), len(found))


def test_overdue_leaves_nothing_of_completed_tasks(crowd, today):
    assert listed(crowd.client, due="overdue", status="completed", sort="due") == ([], 0)


@pytest.mark.parametrize("text", SEARCHES)
def test_a_search_finds_every_word_in_title_or_description(crowd, text):
    found = oracle.searched(crowd.tasks, text)
    assert listed(crowd.client, q=text) == (oracle.ordered(found, "created"), len(found))


@pytest.mark.parametrize("sort", SORTS)
def test_a_search_keeps_the_order_there_and_back(crowd, sort):
    expected = oracle.ordered(oracle.searched(crowd.tasks, "a"), sort)
    pages = list(walk(crowd.client, {"q": "a", "sort": sort, "limit": 30}, "next"))
    back = list(walk(crowd.client, {"q": "a", "sort": sort, "limit": 30}, "previous", pages[-1]["previous"]))
    assert [task["id"] for page in pages for task in page["tasks"]] == expected
    assert [page["tasks"] for page in back] == [page["tasks"] for page in pages[-2::-1]]


def test_an_empty_search_is_no_filter(crowd):
    assert crowd.client.get("/api/tasks?q=").json == crowd.client.get("/api/tasks").json
    assert crowd.client.get("/api/tasks?q=%20%09").json == crowd.client.get("/api/tasks").json


def test_today_is_a_day_of_the_persons_time_zone(client, today, make_person, make_task):
    kiribati = make_person("Kiri", timezone="Pacific/Kiritimati")  # it is 5 March there
    make_task(kiribati, due_date="2026-03-04")
    tomorrow = make_task(kiribati, due_date="2026-03-05")
    assert listed(client.as_(kiribati), due="today") == ([tomorrow["id"]], 1)
    assert listed(client.as_(kiribati), due="overdue")[1] == 1


def test_repeated_and_comma_separated_values_are_the_same_list(crowd):
    first = crowd.client.get("/api/tasks?status=pending,completed&limit=5").json
    again = f"/api/tasks?status=completed&status=pending&limit=5&cursor={first['next']}"
    assert crowd.client.get(again).status_code == 200


def test_all_of_a_kind_is_the_same_list_as_no_filter(crowd):
    first = crowd.client.get("/api/tasks?priority=low,medium,high").json
    assert crowd.client.get(f"/api/tasks?cursor={first['next']}").status_code == 200


@pytest.mark.parametrize(
    "other", ["sort=title", "status=pending", "q=a", "due=none", "deleted=true", "due_to=2026-01-01"]
)
def test_a_cursor_belongs_to_its_list(crowd, other):
    cursor = crowd.client.get("/api/tasks").json["next"]
    response = crowd.client.get(f"/api/tasks?{other}&cursor={cursor}")
    assert response.status_code == 422
    assert response.json["errors"][0]["field"] == "cursor"


def test_the_trash_is_a_list_of_its_own(client, alice, make_task):
    kept, *trashed = [make_task(alice, title=f"Task {n}")["id"] for n in range(4)]
    browser = client.as_(alice)
    browser.post("/api/tasks/batch", json={"ids": trashed, "delete": True})
    assert listed(browser) == ([kept], 1)
    assert listed(browser, deleted="true") == (trashed[::-1], 3)
    assert listed(browser, deleted="true", sort="title", limit=2) == (trashed, 3)
    assert listed(browser, deleted="true", priority="high") == ([], 0)


def test_a_list_holds_only_ones_own_tasks(client, alice, charlie, make_task):
    make_task(alice)
    assert listed(client.as_(charlie)) == ([], 0)
