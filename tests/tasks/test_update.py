"""Changing a task."""

from concurrent.futures import ThreadPoolExecutor

import pytest


@pytest.fixture
def browser(client, alice):
    """Alice's browser."""
    return client.as_(alice)


@pytest.mark.parametrize("method", ["PUT", "PATCH"])
def test_only_the_given_fields_change(browser, alice, make_task, clock, method):
    clock.advance()
    task = make_task(alice, description="Keep me", due_date="2026-01-02", due_time="10:00")
    clock.advance(seconds=5)
    response = browser.open(f"/api/tasks/{task['id']}", method=method, json={"title": "New", "priority": "low"})
    changed = response.json
    assert response.headers["ETag"] == '"v2"'
    assert changed["updated_at"] > task["updated_at"]
    assert changed == task | {"title": "New", "priority": "low", "version": 2, "updated_at": changed["updated_at"]}


@pytest.mark.parametrize("body", [{}, {"title": " Write the report "}, {"status": "pending", "due_date": None}])
def test_a_change_of_nothing_leaves_no_trace(browser, alice, make_task, clock, body):
    task = make_task(alice)
    before = browser.get("/api/analytics").json["event_id"]
    clock.advance(days=1)
    assert browser.put(f"/api/tasks/{task['id']}", json=body).json == task
    assert browser.get("/api/analytics").json["event_id"] == before


def test_a_task_is_completed_when_it_moves_there(browser, alice, make_task, clock):
    task = make_task(alice)
    clock.advance(hours=1)
    completed = browser.put(f"/api/tasks/{task['id']}", json={"status": "completed"}).json
    clock.advance(hours=1)
    renamed = browser.put(f"/api/tasks/{task['id']}", json={"status": "completed", "title": "Done"}).json
    reopened = browser.put(f"/api/tasks/{task['id']}", json={"status": "in_progress"}).json
    assert completed["completed_at"] == completed["updated_at"] == renamed["completed_at"] < renamed["updated_at"]
    assert reopened["completed_at"] is None


def test_clearing_the_date_clears_the_time(browser, alice, make_task):
    task = make_task(alice, due_date="2026-01-02", due_time="10:00")
    timeless = browser.put(f"/api/tasks/{task['id']}", json={"due_time": None}).json
    assert (timeless["due_date"], timeless["due_time"]) == ("2026-01-02", None)
    browser.put(f"/api/tasks/{task['id']}", json={"due_time": "11:00"})
    dateless = browser.put(f"/api/tasks/{task['id']}", json={"due_date": None}).json
    assert (dateless["due_date"], dateless["due_time"]) == (None, None)


@pytest.mark.parametrize("body", [{"due_time": "10:00"}, {"due_time": "10:00", "due_date": None}])
def test_a_time_needs_a_date_stored_or_sent(browser, alice, make_task, body):
    response = browser.put(f"/api/tasks/{make_task(alice)['id']}", json=body)
    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "due_time")


@pytest.mark.parametrize("field", ["title", "description", "status", "priority"])
def test_null_clears_nothing_but_dates(browser, alice, make_task, field):
    response = browser.put(f"/api/tasks/{make_task(alice)['id']}", json={field: None})
    assert (response.status_code, response.json["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize(
    "field", ["id", "version", "created_at", "updated_at", "completed_at", "deleted_at", "owner_id"]
)
def test_what_the_server_owns_is_refused(browser, alice, make_task, field):
    task = make_task(alice)
    response = browser.put(f"/api/tasks/{task['id']}", json={field: task.get(field), "title": "Other"})
    assert (response.status_code, response.json["errors"][0]["field"]) == (422, field)


@pytest.mark.parametrize("tag", ['"v1"', "*", '"v7", "v1"'])
def test_a_write_of_the_current_version_is_done(browser, alice, make_task, tag):
    url = f"/api/tasks/{make_task(alice)['id']}"
    assert browser.put(url, json={"title": "New"}, headers={"If-Match": tag}).status_code == 200


@pytest.mark.parametrize("tag", ['"v2"', 'W/"v1"', "v1", '"v01"', "", '"é"'])
def test_a_write_of_another_version_is_refused_with_the_current_one(browser, alice, make_task, tag):
    task = make_task(alice)
    response = browser.put(f"/api/tasks/{task['id']}", json={"title": "New"}, headers={"If-Match": tag})
    assert (response.status_code, response.json["current"]) == (412, task)


def test_refusals_come_in_their_order(browser, alice, make_task):
    url = f"/api/tasks/{make_task(alice)['id']}"
    browser.delete(url)
    stale = {"If-Match": '"v1"'}
    assert browser.put(url, json={"title": ""}, headers=stale).status_code == 422
    assert browser.put(url, json={"due_time": "10:00"}, headers=stale).status_code == 422
    assert browser.put(url, json={"title": "x"}, headers=stale).status_code == 412
    refused = browser.put(url, json={"title": "x"}, headers={"If-Match": '"v2"'})
    assert (refused.status_code, "Restore it first." in refused.json["detail"]) == (409, True)


def test_of_writers_who_read_first_none_overwrites_another(client, alice, make_task):
    url = f"/api/tasks/{make_task(alice, title='0')['id']}"

    def add_one(browser):
        """Read, add one and write until it is taken; the version that it made. 503 means that nothing was done."""
        while True:
            read = browser.get(url)
            if read.status_code == 503:
                continue
            headers = {"If-Match": read.headers["ETag"]}
            written = browser.put(url, json={"title": str(int(read.json["title"]) + 1)}, headers=headers)
            if written.status_code == 200:
                return written.json["version"]
            assert written.status_code in (412, 503), written.text

    with ThreadPoolExecutor(16) as pool:
        versions = list(pool.map(add_one, [client.as_(alice) for _ in range(16)] * 3))
    assert sorted(versions) == list(range(2, 50))
    assert client.as_(alice).get(url).json["title"] == "48"
