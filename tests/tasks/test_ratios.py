"""What must not become a multiple of something else: figures beside figures of the same moment, never a time by itself.

The short form of `make bench`, in one process. Requests that are compared take turns, and the fastest of each count: a
busy machine slows all alike.
"""

import time
from itertools import count

import pytest

from tests import factories

TASKS, TURNS, WARMING = 15_000, 40, 8


@pytest.fixture(scope="module")
def owner(make_owner, fill):
    """Somebody with fifteen thousand tasks."""
    person = make_owner("Olivia")
    fill(person, TASKS)
    return person


@pytest.fixture(scope="module")
def make_owner(app):
    """As `make_person`, for all tests of this file."""

    def make(name):
        with app.app_context():
            return factories.make_person(name)

    return make


@pytest.fixture
def browser(client, owner):
    """Her browser."""
    return client.as_(owner)


def ratio(one, other):
    """How many times as long `one` takes as `other`, by the fastest of each."""
    seen = {one: [], other: []}
    for turn in range(TURNS + WARMING):
        for ask in seen:
            began = time.perf_counter()
            assert ask().status_code in (200, 201)
            if turn >= WARMING:
                seen[ask].append(time.perf_counter() - began)
    return min(seen[one]) / min(seen[other])


def cursor_of_last_page(browser):
    """Where the last full page begins."""
    cursor = None
    for _ in range(TASKS // 100 - 1):
        query = {"limit": 100} | ({"cursor": cursor} if cursor else {})
        cursor = browser.get("/api/tasks", query_string=query).json["next"]
    return cursor


def test_the_last_page_costs_what_the_first_costs(browser):
    last = {"cursor": cursor_of_last_page(browser)}
    deep = ratio(lambda: browser.get("/api/tasks", query_string=last), lambda: browser.get("/api/tasks"))
    assert deep < 2.5  # it is about 1; with OFFSET it would be 5 and more


def test_a_page_costs_a_few_empty_requests(browser):
    page = ratio(lambda: browser.get("/api/tasks"), lambda: browser.get("/healthz"))
    assert page < 15  # it is about 5


def test_a_completion_costs_little_more_than_a_change(browser):
    numbers, kept, left = count(), make(browser), [make(browser) for _ in range(TURNS + WARMING)]
    completion = ratio(
        lambda: browser.put(left.pop(), json={"status": "completed"}),
        lambda: browser.put(kept, json={"title": f"Call Ana {next(numbers)}"}),
    )
    assert completion < 3  # it is about 1.5


def make(browser):
    """The path of a new task."""
    return f"/api/tasks/{browser.post('/api/tasks', json={'title': 'Call Ana'}).json['id']}"
