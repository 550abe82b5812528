"""Ids in bodies and cursors: they pass the same door as those in paths."""

import base64
import json

import pytest
from pydantic import BaseModel

from tests.security.routes import api_routes, contract


@pytest.fixture
def hers(client, alice):
    """Two tasks of Alice's; one lies in the trash."""
    browser = client.as_(alice)
    ids = [browser.post("/api/tasks", json={"title": title}).json["id"] for title in ("Hers", "Thrown away")]
    browser.delete(f"/api/tasks/{ids[1]}")
    return ids


def test_these_are_all_the_fields_that_name_a_thing(app):
    named = {
        (rule, name)
        for method, rule in api_routes(app)
        for name in fields_of(contract(app, method, rule).body)
        if name in ("id", "ids") or name.endswith(("_id", "_ids"))
    }
    assert named == {("/api/tasks", "id"), ("/api/tasks/batch", "ids")}


def fields_of(model: type[BaseModel]):
    """The names of a model's fields."""
    return model.model_fields


@pytest.mark.parametrize("act", [{"changes": {"title": "Mine"}}, {"delete": True}, {"restore": True}], ids=str)
def test_a_batch_touches_nothing_of_others(client, charlie, hers, database_digest, act):
    browser = client.as_(charlie)
    before = database_digest()
    reply = browser.post("/api/tasks/batch", json={"ids": hers, **act})
    assert reply.json == {"tasks": [], "missing": hers}
    assert database_digest() == before


def test_a_batch_of_own_and_foreign_touches_the_own(client, alice, charlie, hers):
    browser = client.as_(charlie)
    own = browser.post("/api/tasks", json={"title": "His"}).json["id"]
    reply = browser.post("/api/tasks/batch", json={"ids": [hers[0], own], "changes": {"priority": "high"}})
    assert ([task["id"] for task in reply.json["tasks"]], reply.json["missing"]) == ([own], [hers[0]])
    assert client.as_(alice).get(f"/api/tasks/{hers[0]}").json["priority"] == "medium"


def test_a_new_task_with_a_foreign_id_is_ones_own_and_leaves_the_other(client, alice, charlie, hers):
    browser = client.as_(charlie)
    reply = browser.post("/api/tasks", json={"id": hers[0], "title": "His"})
    assert (reply.status_code, reply.json["title"], reply.json["version"]) == (201, "His", 1)
    assert client.as_(alice).get(f"/api/tasks/{hers[0]}").json["title"] == "Hers"


def test_a_cursor_that_carries_a_foreign_id_shows_own_tasks_alone(client, charlie, hers):
    browser = client.as_(charlie)
    own = {browser.post("/api/tasks", json={"title": "His"}).json["id"] for _ in range(2)}
    cursor = browser.get("/api/tasks?limit=1").json["next"]
    keys = json.loads(base64.urlsafe_b64decode(cursor + "=="))
    swapped = [hers[0] if key in own else key for key in keys]
    assert swapped != keys
    forged = base64.urlsafe_b64encode(json.dumps(swapped, separators=(",", ":")).encode()).decode().rstrip("=")
    for value in (forged, cursor):
        reply = browser.get("/api/tasks", query_string={"limit": 5, "cursor": value})
        assert reply.status_code in (200, 422)
        assert {task["id"] for task in reply.json.get("tasks", [])} <= own
