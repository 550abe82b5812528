"""Every route of the API against everyone: made from the table of routes, so that none can be forgotten."""

from uuid import UUID

import pytest

from tests.security.long import times
from tests.security.routes import ABSENT, api_routes, open_to_strangers, path_to
from tests.security.timing import told_apart

PUBLIC = {
    ("POST", "/api/users/register"),
    ("POST", "/api/users/login"),
    ("GET", "/api/openapi.json"),
    ("GET", "/api/docs"),
}
# What a route needs to get as far as the object; all others take nothing.
BODIES = {
    ("POST", "/api/tasks"): {"title": "New"},
    ("PUT", "/api/tasks/<uuid:task_id>"): {"title": "Taken over"},
    ("PATCH", "/api/tasks/<uuid:task_id>"): {"title": "Taken over"},
}


@pytest.fixture
def alices(client, alice):
    """A task and a session of Alice's."""
    browser = client.as_(alice)
    session = next(s for s in browser.get("/api/users/me/sessions").json["sessions"] if s["current"])
    return {"task_id": browser.post("/api/tasks", json={"title": "Hers"}).json["id"], "session_id": session["id"]}


def test_only_the_listed_routes_are_open_to_strangers(app):
    assert open_to_strangers(app) == PUBLIC


def test_a_stranger_who_is_not_signed_in_gets_401_and_changes_nothing(app, client, alice, alices):
    stranger = app.test_client()
    for method, rule in set(api_routes(app)) - PUBLIC:
        reply = stranger.open(path_to(rule, **alices), method=method, json=BODIES.get((method, rule)))
        assert reply.status_code == 401, f"{method} {rule}"
    assert client.as_(alice).get(f"/api/tasks/{alices['task_id']}").json["version"] == 1


def test_somebody_else_cannot_tell_what_is_not_theirs_from_what_is_not_there(app, client, alice, charlie, alices):
    browser = client.as_(charlie)
    absent = {"task_id": ABSENT, "session_id": ABSENT}
    named = [(method, rule) for method, rule in api_routes(app) if "<" in rule]
    assert named, "no route names an object: the test tests nothing"
    for method, rule in named:
        replies = [
            browser.open(path_to(rule, **ids), method=method, json=BODIES.get((method, rule)))
            for ids in (alices, absent)
        ]
        assert [reply.status_code for reply in replies] == [404, 404], f"{method} {rule}"
        assert without_id(replies[0]) == without_id(replies[1])
    assert client.as_(alice).get(f"/api/tasks/{alices['task_id']}").json["title"] == "Hers"
    assert client.as_(alice).get("/api/users/me").status_code == 200


def without_id(reply):
    """The reply's bytes, with the request id masked, and its headers but for the id and the length of the cookie."""
    request_id = reply.headers["X-Request-Id"]
    assert UUID(request_id)
    headers = [(name, value) for name, value in reply.headers if name not in ("X-Request-Id", "Date")]
    return reply.data.replace(request_id.encode(), b"-"), headers


def test_a_batch_of_somebody_elses_tasks_finds_none_of_them(client, charlie, alices):
    browser = client.as_(charlie)
    for act in ({"changes": {"title": "Mine"}}, {"delete": True}, {"restore": True}):
        reply = browser.post("/api/tasks/batch", json={"ids": [alices["task_id"]], **act})
        assert reply.json == {"tasks": [], "missing": [alices["task_id"]]}


def test_the_time_of_a_reply_does_not_tell_either(client, charlie, alices):
    browser = client.as_(charlie)
    paths = {"hers": f"/api/tasks/{alices['task_id']}", "none": f"/api/tasks/{ABSENT}"}
    assert told_apart(lambda path: browser.get(path), paths, times(60, 1_000)) < times(0.25, 0.1)


def test_pages_send_a_stranger_to_the_door(app, alices):
    stranger = app.test_client()
    for path in ("/today", "/all", "/trash", "/insights", "/leaderboard", f"/tasks/{alices['task_id']}"):
        reply = stranger.get(path)
        assert reply.status_code == 302, path
        assert reply.headers["Location"].startswith("/sign-in?next=/"), path
