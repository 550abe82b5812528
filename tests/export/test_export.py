"""Taking everything along."""

import json
from datetime import UTC, datetime

import pytest

from headway.export import document
from headway.export.schemas import Export


@pytest.fixture
def browser(client, alice):
    """Alice's browser."""
    return client.as_(alice)


def test_the_document_holds_everything(client, browser, alice, clock):
    clock.set(datetime(2026, 11, 22, 14, 20, tzinfo=UTC))
    client.as_(alice)
    kept = browser.post("/api/tasks", json={"title": "Straße 🎂", "description": "two\nlines"}).json
    gone = browser.post("/api/tasks", json={"title": "Trash"}).json["id"]
    browser.delete(f"/api/tasks/{gone}")
    response = browser.get("/api/users/me/export")
    exported = response.json
    assert response.headers["Content-Disposition"] == 'attachment; filename="headway-2026-11-22.json"'
    assert exported["user"] == browser.get("/api/users/me").json
    assert len(exported["sessions"]) == 2
    assert kept in exported["tasks"]
    assert [task["deleted_at"] is None for task in exported["tasks"]] == [True, False]
    assert [(event["number"], event["change"]) for event in exported["events"]] == [
        (1, "created"),
        (2, "created"),
        (3, "deleted"),
    ]


def test_it_holds_the_lines_behind_the_score(browser):
    task = browser.post("/api/tasks", json={"title": "Earn", "priority": "high", "status": "completed"}).json
    [line] = browser.get("/api/users/me/export").json["points"]
    assert (line["number"], line["task_id"], line["points"], line["counted"]) == (1, task["id"], 3, 3)


def test_the_document_is_what_is_declared(browser):
    browser.post("/api/tasks", json={"title": "x"})
    assert Export.model_validate_json(browser.get("/api/users/me/export").data)


def test_a_new_person_has_a_short_document(browser):
    exported = browser.get("/api/users/me/export").json
    assert (exported["tasks"], exported["events"]) == ([], [])


def test_it_holds_nothing_of_other_people(client, browser, charlie):
    browser.post("/api/tasks", json={"title": "x"})
    assert client.as_(charlie).get("/api/users/me/export").json["tasks"] == []


def test_many_tasks_come_in_pieces_each_once(browser, monkeypatch):
    monkeypatch.setattr(document, "ROWS", 3)
    ids = [browser.post("/api/tasks", json={"title": "x"}).json["id"] for _ in range(10)]
    response = browser.get("/api/users/me/export", buffered=False)
    pieces = list(response.iter_encoded())
    assert max(map(len, pieces)) < 2000
    exported = json.loads(b"".join(pieces))
    assert [task["id"] for task in exported["tasks"]] == ids
    assert [event["number"] for event in exported["events"]] == list(range(1, 11))


def test_a_stranger_gets_nothing(client):
    assert client.get("/api/users/me/export").status_code == 401
