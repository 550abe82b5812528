"""One act on many tasks."""

from uuid import uuid4

import pytest

SOME_ID = "01a00000-0000-7000-8000-000000000000"


@pytest.fixture
def browser(client, alice):
    """Alice's browser."""
    return client.as_(alice)


@pytest.fixture
def ids(alice, make_task):
    """Five tasks of Alice's."""
    return [make_task(alice, title=f"Task {number}")["id"] for number in range(5)]


def batch(browser, ids, **act):
    response = browser.post("/api/tasks/batch", json={"ids": ids, **act})
    assert response.status_code == 200, response.text
    return response.json


def test_changes_are_made_to_all_in_the_order_given(browser, ids):
    wanted = [ids[3], ids[0], ids[3], ids[4].upper()]
    result = batch(browser, wanted, changes={"status": "completed", "priority": "high"})
    assert [task["id"] for task in result["tasks"]] == [ids[3], ids[0], ids[4]]
    assert {(task["status"], task["priority"], task["version"]) for task in result["tasks"]} == {
        ("completed", "high", 2)
    }
    assert result["tasks"] == [browser.get(f"/api/tasks/{task['id']}").json for task in result["tasks"]]
    assert browser.get("/api/tasks?status=completed&priority=high").json["total"] == 3


def test_tasks_that_had_it_already_stay_as_they_are(browser, ids):
    browser.put(f"/api/tasks/{ids[0]}", json={"priority": "high"})
    result = batch(browser, ids[:2], changes={"priority": "high", "due_date": "2026-01-01"})
    again = batch(browser, ids[:2], changes={"priority": "high", "due_date": "2026-01-01"})
    assert [task["version"] for task in result["tasks"]] == [3, 2]
    assert again == result


def test_deleting_and_restoring_many_is_repeatable(browser, ids):
    deleted = batch(browser, ids, delete=True)
    assert batch(browser, ids, delete=True) == deleted
    restored = batch(browser, ids, restore=True)
    assert batch(browser, ids, restore=True) == restored
    assert {task["version"] for task in restored["tasks"]} == {3}


def test_missing_are_the_absent_the_foreign_and_for_changes_the_trashed(browser, bob, ids, make_task):
    absent, foreign = str(uuid4()), make_task(bob)["id"]
    batch(browser, ids[:1], delete=True)
    result = batch(browser, [absent, ids[0], foreign, ids[1]], changes={"title": "New"})
    assert [task["id"] for task in result["tasks"]] == [ids[1]]
    assert result["missing"] == [absent, ids[0], foreign]
    assert batch(browser, [absent, ids[0]], restore=True)["missing"] == [absent]


def test_what_lies_in_the_trash_is_removed_for_good_and_nothing_else(browser, bob, ids, make_task, client):
    absent, foreign = str(uuid4()), make_task(bob)["id"]
    client.as_(bob).delete(f"/api/tasks/{foreign}")
    batch(browser, ids[:3], delete=True)
    batch(browser, ids[:1], restore=True)
    result = batch(browser, [absent, ids[2], ids[0], foreign, ids[1], ids[4], ids[2]], remove=True)
    assert result == {"tasks": [], "missing": [absent, ids[0], foreign, ids[4]]}
    assert [browser.get(f"/api/tasks/{task_id}").status_code for task_id in ids] == [200, 404, 404, 200, 200]
    assert client.as_(bob).get(f"/api/tasks/{foreign}").status_code == 200


def test_removing_again_finds_nothing(browser, ids):
    batch(browser, ids, delete=True)
    batch(browser, ids, remove=True)
    assert batch(browser, ids, remove=True) == {"tasks": [], "missing": ids}


def test_a_removal_is_counted_and_told(browser, alice, ids, recount):
    browser.put(f"/api/tasks/{ids[1]}", json={"status": "completed"})
    batch(browser, ids[:2], delete=True)
    batch(browser, ids[:2], remove=True)
    counted, there = recount(alice)
    assert counted == there == {(False, 0, 2): 3}
    assert browser.get("/api/tasks?deleted=true").json["total"] == 0
    events = browser.get("/api/users/me/export").json["events"][-2:]
    assert [(event["change"], event["task_id"], event["version"]) for event in events] == [
        ("removed", ids[0], 3),
        ("removed", ids[1], 4),
    ]


def test_one_task_that_cannot_take_the_changes_refuses_all(browser, ids):
    browser.put(f"/api/tasks/{ids[0]}", json={"due_date": "2026-01-01"})
    response = browser.post("/api/tasks/batch", json={"ids": ids, "changes": {"due_time": "10:00"}})
    assert response.status_code == 422
    assert browser.get(f"/api/tasks/{ids[0]}").json["due_time"] is None


@pytest.mark.parametrize(
    "body",
    [
        {},
        {"ids": []},
        {"delete": True},
        {"ids": [], "delete": True},
        {"ids": ["x"], "delete": True},
        {"ids": [SOME_ID]},
        {"ids": [SOME_ID], "delete": False},
        {"ids": [SOME_ID], "delete": None},
        {"ids": [SOME_ID], "delete": True, "restore": True},
        {"ids": [SOME_ID], "changes": {}, "restore": True},
        {"ids": [SOME_ID], "remove": False},
        {"ids": [SOME_ID], "remove": True, "delete": True},
        {"ids": [SOME_ID], "changes": {"title": ""}},
        {"ids": [SOME_ID], "changes": {"version": 3}},
        {"ids": [SOME_ID] * 201, "delete": True},
    ],
    ids=lambda body: repr(body)[:80],
)
def test_a_batch_is_one_act_on_1_to_200_tasks(browser, body):
    assert browser.post("/api/tasks/batch", json=body).status_code == 422


def test_200_tasks_go_at_once(browser, alice, fill, recount):
    ids = fill(alice, 200)
    result = batch(browser, ids[::-1], changes={"status": "completed", "priority": "low"})
    assert [task["id"] for task in result["tasks"]] == ids[::-1]
    counted, there = recount(alice)
    assert counted == there == {(False, 2, 1): 200}
