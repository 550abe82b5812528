"""Walks over all pages of a list, there and back."""

import os
from itertools import chain, combinations, product

import pytest

from tests.tasks import oracle

STATUSES = ("pending", "in_progress", "completed")
PRIORITIES = ("low", "medium", "high")
SORTS = [f"{sign}{name}" for name in oracle.KEYS for sign in ("", "-")]
IS_LONG = "HEADWAY_FAULTS" in os.environ
WALKED = [
    ((), ()),
    (("pending",), ()),
    (("completed",), ("high",)),
    ((), ("low", "high")),
    (("in_progress", "completed"), ("medium", "low")),
]


def subsets(members):
    return list(chain.from_iterable(combinations(members, size) for size in range(len(members) + 1)))


# `make faults` walks every filter by status and priority; here, those that are served in different ways.
CHURNED = list(product(subsets(STATUSES), subsets(PRIORITIES))) if IS_LONG else WALKED[::2]


def query_of(statuses, priorities, **more):
    filters = {"status": ",".join(statuses), "priority": ",".join(priorities)}
    return {name: value for name, value in filters.items() if value} | more


def walk(client, query, step, cursor=None):
    """The pages from `cursor` on, by following `step` ("next" or "previous") to its end."""
    while True:
        reply = client.get("/api/tasks", query_string={**query, "cursor": cursor} if cursor else query)
        assert reply.status_code == 200, reply.json
        page = reply.json
        yield page
        cursor = page[step]
        if cursor is None:
            return


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("statuses", "priorities"), WALKED)
def test_a_walk_there_and_back_shows_every_task_once_in_order(crowd, sort, statuses, priorities):
    query = query_of(statuses, priorities, sort=sort, limit=70)
    expected = oracle.ordered(oracle.having(crowd.tasks, statuses, priorities), sort)
    there = list(walk(crowd.client, query, "next"))
    assert [task["id"] for page in there for task in page["tasks"]] == expected
    assert {page["total"] for page in there} == {len(expected)}
    assert there[0]["previous"] is None
    back = list(walk(crowd.client, query, "previous", there[-1]["previous"])) if len(there) > 1 else []
    assert [page["tasks"] for page in back] == [page["tasks"] for page in there[-2::-1]]
    assert all(page["next"] for page in back)


@pytest.mark.parametrize("sort", SORTS)
def test_every_filter_by_status_and_priority_is_in_order(crowd, sort):
    for statuses in subsets(STATUSES):
        for priorities in subsets(PRIORITIES):
            query = query_of(statuses, priorities, sort=sort, limit=40)
            expected = oracle.ordered(oracle.having(crowd.tasks, statuses, priorities), sort)
            page = crowd.client.get("/api/tasks", query_string=query).json
            assert [task["id"] for task in page["tasks"]] == expected[:40]
            assert page["total"] == len(expected)


@pytest.mark.parametrize("sort", SORTS)
@pytest.mark.parametrize(("statuses", "priorities"), CHURNED)
def test_a_walk_among_comings_and_goings_misses_and_repeats_no_task(crowd, sort, statuses, priorities):
    stable = oracle.ordered(oracle.having(crowd.tasks, statuses, priorities), sort)
    query = query_of(statuses, priorities, sort=sort, limit=60)
    passing = Passing(crowd)
    there = [passing.by(page) for page in walk(crowd.client, query, "next")]
    back = [there[-1]]
    if there[-1]["previous"]:
        back += [passing.by(page) for page in walk(crowd.client, query, "previous", there[-1]["previous"])]
    passing.end()
    for pages in (there, back[::-1]):
        seen = [task["id"] for page in pages for task in page["tasks"]]
        assert len(set(seen)) == len(seen)
        assert [task_id for task_id in seen if task_id in set(stable)] == stable


class Passing:
    """Tasks that come and go between the pages of a walk."""

    def __init__(self, crowd):
        self.crowd, self.ids = crowd, []

    def by(self, page):
        """Three come and one goes; gives the page on."""
        for title in ("", "Straße", "zzz"):
            fields = self.crowd.fields(len(self.ids)) | {"title": title + "passing by"}
            self.ids.append(self.crowd.client.post("/api/tasks", json=fields).json["id"])
        self._remove(self.ids.pop(0))
        return page

    def end(self):
        """All go."""
        for task_id in self.ids:
            self._remove(task_id)

    def _remove(self, task_id):
        self.crowd.client.delete(f"/api/tasks/{task_id}?permanently=true")


def test_the_way_back_from_a_page_that_was_emptied_misses_nothing(client, alice, make_task):
    ids = [make_task(alice)["id"] for _ in range(4)][::-1]
    browser = client.as_(alice)
    first = browser.get("/api/tasks?limit=2").json
    browser.post("/api/tasks/batch", json={"ids": ids[2:], "delete": True})
    empty = browser.get(f"/api/tasks?limit=2&cursor={first['next']}").json
    assert (empty["tasks"], empty["next"], empty["total"]) == ([], None, 2)
    back = browser.get(f"/api/tasks?limit=2&cursor={empty['previous']}").json
    assert [task["id"] for task in back["tasks"]] == ids[:2]
    assert back["previous"] is None
    assert browser.get(f"/api/tasks?limit=2&cursor={back['next']}").json["tasks"] == []


def test_the_limit_may_change_during_a_walk(crowd):
    first = crowd.client.get("/api/tasks?sort=title&limit=3").json
    rest = crowd.client.get(f"/api/tasks?sort=title&limit=100&cursor={first['next']}").json
    assert [task["id"] for task in first["tasks"] + rest["tasks"]] == oracle.ordered(crowd.tasks, "title")[:103]
