"""Acting before checking: whatever is refused has changed nothing."""

import random

import pytest

from tests.security.long import times
from tests.security.routes import ABSENT, api_routes, contract, path_to

SEED = 20_260_304
# Refused sign-ins are counted, on purpose: they are left out here and belong to the tests of guessing.
COUNTED = {"/api/users/login", "/api/users/me/password"}
VALUES = ["x" * 300, "", None, -1, [], {}, True, "2026-02-30", "\x00", "completed", "high", [None], "9" * 40]
FIELDS = [
    "title",
    "status",
    "priority",
    "due_date",
    "due_time",
    "description",
    "id",
    "ids",
    "changes",
    "delete",
    "name",
]
FIELDS += ["email", "password", "timezone", "leaderboard", "new_password", "version"]
HEADERS = {
    "csrf": {"X-CSRF-TOKEN": "x" * 43},
    "stale": {"If-Match": '"v99"'},
    "origin": {"Sec-Fetch-Site": "cross-site"},
}


@pytest.fixture
def refusals(app, client, alice, charlie):
    """Requests that are refused, without end: somebody else's things, bad values, stale versions, missing tokens."""
    hers, his = client.as_(alice), client.as_(charlie)
    task = hers.post("/api/tasks", json={"title": "Hers"}).json["id"]
    session = hers.get("/api/users/me/sessions").json["sessions"][0]["id"]
    routes = [(method, rule) for method, rule in api_routes(app) if method != "GET" and rule not in COUNTED]

    def make(chance):
        method, rule = chance.choice(routes)
        ways = ["csrf", "origin", "type", "field", *["foreign"] * ("<" in rule), *["stale"] * ("task_id" in rule)]
        way = chance.choice(ways)
        # All but the way is as it should be: what is not refused by it is done.
        body = {"title": "taken over"} if contract(app, method, rule).takes_body else None
        if way == "field":
            body = {name: chance.choice(VALUES) for name in chance.sample(FIELDS, 3)} | {"owner_id": ABSENT}
        if way == "type":
            body = body or {"title": "taken over"}
        kind = {"content_type": "text/plain"} if way == "type" else {}
        path = path_to(rule, task_id=task, session_id=session)
        browser = his if way == "foreign" else hers
        return way, browser.open(path, method=method, json=body, headers=HEADERS.get(way, {}), **kind)

    return make


def test_what_is_refused_has_changed_nothing(refusals, database_digest):
    chance, before = random.Random(SEED), database_digest()
    for _ in range(times(150, 2_000)):
        way, reply = refusals(chance)
        # A single one that was done would hide what others did.
        assert 400 <= reply.status_code < 500, (way, reply.request.path, reply.text)
    assert database_digest() == before
