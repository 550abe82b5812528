"""Acting before checking: whatever is refused has changed nothing."""

import random

import pytest

from tests.security.long import times
from tests.security.routes import api_routes, path_to

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
FIELDS += ["email", "password", "timezone", "leaderboard", "new_password", "version", "owner_id"]


@pytest.fixture
def refusals(app, client, alice, charlie):
    """Requests that are refused, without end: somebody else's things, bad values, stale versions, missing tokens."""
    hers, his = client.as_(alice), client.as_(charlie)
    task = hers.post("/api/tasks", json={"title": "Hers"}).json["id"]
    session = hers.get("/api/users/me/sessions").json["sessions"][0]["id"]
    routes = [(method, rule) for method, rule in api_routes(app) if method != "GET" and rule not in COUNTED]

    def make(chance):
        method, rule = chance.choice(routes)
        way = chance.choice(["foreign", "csrf", "field", "stale", "origin", "type"])
        browser = his if way == "foreign" and "<" in rule else hers
        names = chance.sample(FIELDS, chance.randint(1, 4))
        body = {"title": "taken over"} if way in ("foreign", "stale") else {n: chance.choice(VALUES) for n in names}
        headers = {
            "csrf": {"X-CSRF-TOKEN": "x" * 43, "Origin": "https://evil.example"},
            "stale": {"If-Match": '"v99"'},
            "origin": {"Sec-Fetch-Site": "cross-site"},
        }.get(way, {})
        if (way == "foreign" and method == "DELETE") or rule.endswith("restore"):
            body = None
        kind = {"content_type": "text/plain"} if way == "type" else {}
        return browser.open(
            path_to(rule, task_id=task, session_id=session), method=method, json=body, headers=headers, **kind
        )

    return make


def test_what_is_refused_has_changed_nothing(refusals, database_digest):
    chance = random.Random(SEED)
    before, refused = database_digest(), 0
    for _ in range(times(150, 2_000)):
        reply = refusals(chance)
        assert reply.status_code < 500
        after = database_digest() if reply.status_code < 400 else None
        if after is not None:
            before = after  # it was taken: a task that is restored or thrown away, a session that was ended
        else:
            refused += 1
    assert database_digest() == before
    assert refused > times(100, 1_300)
