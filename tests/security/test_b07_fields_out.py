"""What replies give away: the declared fields and nothing else, and of other people only what they chose to show."""

import pytest
from openapi_schema_validator import OAS31Validator
from referencing import Registry, Resource
from referencing.jsonschema import DRAFT202012

from tests.security.routes import api_routes, path_to

SECRET_WORDS = ("password", "argon2", "_hash", "email_key", "owner_id", "user_id", "revoked", "idle_until", "jti")
NOT_JSON = {"/api/docs", "/api/events", "/api/openapi.json"}


@pytest.fixture
def validate(client):
    """Check a value against a schema of the OpenAPI document; raises with what is wrong."""
    document = client.get("/api/openapi.json").json
    registry = Registry().with_resource("urn:api", Resource(document, DRAFT202012))

    def check(rule, method, status, value):
        path = rule.replace("<uuid:", "{").replace(">", "}")
        schema = document["paths"][path][method.lower()]["responses"][str(status)]["content"]["application/json"][
            "schema"
        ]
        reference = {"$ref": "urn:api#" + schema["$ref"][1:]} if "$ref" in schema else schema
        OAS31Validator(reference, registry=registry).validate(value)

    return check


def test_every_reading_route_answers_what_it_declares(app, client, alice, validate):
    browser = client.as_(alice)
    task = browser.post("/api/tasks", json={"title": "Hers", "due_date": "2026-03-04", "due_time": "09:30"}).json
    browser.put(f"/api/tasks/{task['id']}", json={"status": "completed"})
    for rule in [rule for method, rule in api_routes(app) if method == "GET" and rule not in NOT_JSON]:
        reply = browser.get(path_to(rule, task_id=task["id"]))
        assert reply.status_code == 200, rule
        validate(rule, "GET", 200, reply.json)
        names = set(names_in(reply.json))
        assert not [name for name in names for word in SECRET_WORDS if word in name], rule


def names_in(value):
    """All names of all objects inside a value."""
    if isinstance(value, dict):
        yield from value
    for inner in value.values() if isinstance(value, dict) else value if isinstance(value, list) else ():
        yield from names_in(inner)


@pytest.mark.parametrize(("shown", "name"), [("name", "Alice under her name"), ("anonymous", None)])
def test_the_board_shows_of_others_what_they_chose(client, alice, charlie, shown, name):
    hers = client.as_(alice)
    hers.patch("/api/users/me", json={"name": name or "Alice without a name", "leaderboard": shown})
    for _ in range(33):
        hers.post("/api/tasks", json={"title": "t", "status": "completed", "priority": "high"})
    reply = client.as_(charlie).get("/api/analytics/leaderboard?limit=100")
    assert name is None or name in [entry["name"] for entry in reply.json["entries"]]
    assert "Alice without a name" not in reply.text
    assert {key for entry in reply.json["entries"] for key in entry} == {
        "rank",
        "name",
        "points",
        "completed",
        "is_you",
    }
    assert alice.email not in reply.text
    assert str(alice.id) not in reply.text
