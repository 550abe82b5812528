"""Into the trash, out of it, and away for good."""

import pytest


@pytest.fixture
def browser(client, alice):
    """Alice's browser."""
    return client.as_(alice)


@pytest.fixture
def url(alice, make_task):
    """A task of Alice's."""
    return f"/api/tasks/{make_task(alice, status='completed')['id']}"


def test_a_deleted_task_lies_in_the_trash(browser, url):
    assert (browser.delete(url).status_code, browser.delete(url).status_code) == (204, 204)
    task = browser.get(url).json
    assert task["version"] == 2
    assert task["deleted_at"] == task["updated_at"]
    assert browser.get("/api/tasks").json["total"] == 0
    assert browser.get("/api/tasks?deleted=true").json["tasks"] == [task]


def test_a_restored_task_is_as_it_was(browser, url):
    task = browser.get(url).json
    browser.delete(url)
    restored = browser.post(f"{url}/restore")
    assert restored.headers["ETag"] == '"v3"'
    assert restored.json == task | {"version": 3, "updated_at": restored.json["updated_at"]}
    assert browser.post(f"{url}/restore", json={}).json == restored.json


def test_permanently_deletes_in_the_trash_and_out_of_it(browser, alice, url, make_task):
    browser.delete(url)
    other = f"/api/tasks/{make_task(alice)['id']}"
    for gone in (url, other):
        assert browser.delete(f"{gone}?permanently=true").status_code == 204
        assert browser.delete(f"{gone}?permanently=true").status_code == 404
        assert browser.get(gone).status_code == 404


@pytest.mark.parametrize(("method", "path"), [("DELETE", ""), ("DELETE", "?permanently=true"), ("POST", "/restore")])
def test_a_stale_version_stops_it(browser, url, method, path):
    task = browser.get(url).json
    response = browser.open(f"{url}{path}", method=method, headers={"If-Match": '"v9"'})
    assert (response.status_code, response.json["current"]) == (412, task)
    assert browser.open(f"{url}{path}", method=method, headers={"If-Match": '"v1"'}).status_code in (200, 204)


@pytest.mark.parametrize("value", ["1", "yes", "", "TRUE"])
def test_permanently_is_true_or_false(browser, url, value):
    assert browser.delete(f"{url}?permanently={value}").status_code == 422
    assert browser.delete(f"{url}?permanently=false").status_code == 204
    assert browser.get(url).status_code == 200


def test_the_id_of_a_task_that_is_gone_is_free_again(browser, url):
    browser.delete(f"{url}?permanently=true")
    again = browser.post("/api/tasks", json={"id": url.rpartition("/")[2], "title": "Again"})
    assert (again.status_code, again.json["version"]) == (201, 1)
