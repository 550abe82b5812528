"""Fields that only the server writes, sent in a body: every one is refused by name, on every route."""

import pytest

from tests.security.routes import api_routes, contract, path_to

GUESSED = [
    "owner_id",
    "owner",
    "user_id",
    "user",
    "role",
    "roles",
    "is_admin",
    "admin",
    "isAdmin",
    "is_staff",
    "permissions",
    "scope",
    "group",
    "version",
    "etag",
    "points",
    "score",
    "rank",
    "award",
    "counted",
    "completed_at",
    "created_at",
    "updated_at",
    "deleted_at",
    "due_key",
    "title_key",
    "email_key",
    "password_hash",
    "hash",
    "disabled_at",
    "revoked_at",
    "idle_until",
    "absolute_until",
    "sid",
    "jti",
    "csrf",
    "rate_limit",
    "quota",
    "verified",
    "active",
    "plan",
    "tenant_id",
    "__proto__",
    "constructor",
    "_id",
    "$set",
]


@pytest.fixture
def names(client):
    """Every field of every reply, and what people guess."""
    schemas = client.get("/api/openapi.json").json["components"]["schemas"].values()
    return sorted({*GUESSED, *(name for schema in schemas for name in schema.get("properties", ()))})


def test_no_route_takes_a_field_that_it_does_not_declare(app, client, alice, names, database_digest):
    browser = client.as_(alice)
    task = browser.post("/api/tasks", json={"title": "Hers"}).json
    session = browser.get("/api/users/me/sessions").json["sessions"][0]
    writes = [(method, rule) for method, rule in api_routes(app) if method != "GET"]
    assert len(writes) > 12
    before = database_digest()
    for method, rule in writes:
        declared = contract(app, method, rule).body.model_fields
        path = path_to(rule, task_id=task["id"], session_id=session["id"])
        for name in [name for name in names if name not in declared]:
            reply = browser.open(path, method=method, json={name: task.get(name, "1")})
            assert reply.status_code == 422, (method, rule, name)
            assert name in {error["field"] for error in reply.json["errors"]}
    assert database_digest() == before


def test_a_field_inside_a_batch_is_refused_too(client, alice, names, database_digest):
    browser = client.as_(alice)
    task = browser.post("/api/tasks", json={"title": "Hers"}).json
    writable = {"title", "description", "status", "priority", "due_date", "due_time"}
    before = database_digest()
    for name in set(names) - writable:
        body = {"ids": [task["id"]], "changes": {name: task.get(name, "1")}}
        assert browser.post("/api/tasks/batch", json=body).status_code == 422, name
    assert database_digest() == before
