"""How many statements a request sends: as many for 200 tasks as for one."""

from uuid import uuid4

import pytest

GUARD = 1


@pytest.fixture
def sent(statements):
    """The number of statements of a request that succeeds."""

    def count(request):
        with statements() as counted:
            response = request()
        assert response.status_code < 300, response.text
        return counted.total()

    return count


def test_reading_a_task_is_one_statement(client, alice, make_task, sent):
    browser, task = client.as_(alice), make_task(alice)
    assert sent(lambda: browser.get(f"/api/tasks/{task['id']}")) == GUARD + 1


def test_no_write_of_a_task_needs_more_than_three(client, alice, sent):
    browser, task_id = client.as_(alice), str(uuid4())
    url = f"/api/tasks/{task_id}"
    assert sent(lambda: browser.post("/api/tasks", json={"id": task_id, "title": "x"})) <= GUARD + 3
    assert sent(lambda: browser.post("/api/tasks", json={"id": task_id, "title": "x"})) == GUARD + 3
    assert sent(lambda: browser.put(url, json={"title": "y", "priority": "low", "due_date": "2026-01-01"})) <= GUARD + 3
    assert sent(lambda: browser.put(url, json={"title": "y"})) == GUARD + 2
    assert sent(lambda: browser.delete(url)) <= GUARD + 3
    assert sent(lambda: browser.post(f"{url}/restore")) <= GUARD + 3
    assert sent(lambda: browser.delete(f"{url}?permanently=true")) <= GUARD + 3


@pytest.mark.parametrize(
    "act", [{"changes": {"title": "Same", "priority": "high", "due_date": "2026-01-01"}}, {"delete": True}], ids=repr
)
def test_a_batch_sends_as_much_for_200_tasks_as_for_one(client, alice, bob, fill, sent, act):
    few, many = {"ids": fill(alice, 2)[1:], **act}, {"ids": fill(bob, 200), **act}  # completed tasks on both sides
    hers, his = client.as_(alice), client.as_(bob)
    of_one = sent(lambda: hers.post("/api/tasks/batch", json=few))
    of_many = sent(lambda: his.post("/api/tasks/batch", json=many))
    assert of_one == of_many <= GUARD + 4


def test_numbers_are_one_statement_and_so_is_the_activity(client, alice, fill, sent):
    fill(alice, 100)
    browser = client.as_(alice)
    assert sent(lambda: browser.get("/api/analytics")) == GUARD + 1
    assert sent(lambda: browser.get("/api/analytics/activity?from=2026-01-01&to=2026-12-31")) == GUARD + 1
