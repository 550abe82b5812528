"""Whoever was refused has a request id, and exactly one line of the log has it too and says why."""

import json

import requests

from tests.faults.report import note

ROUNDS = 5


def refused(visitor):
    """Refusals that an operator may be asked about, while the database is there."""
    stranger = visitor.twin()
    stranger.session.cookies.clear()
    wrong = {"email": "nobody@example.test", "password": "not the right one"}
    yield stranger.call("GET", "/api/tasks")
    yield stranger.call("POST", "/api/users/login", wrong)
    yield visitor.call("POST", "/api/tasks", {"title": "x"}, headers={"X-CSRF-TOKEN": "A" * 43})
    yield visitor.call("POST", "/api/tasks", {"title": "x"}, headers={"Origin": "https://elsewhere.example"})
    yield visitor.call("GET", "/api/tasks", headers={"Host": "elsewhere.example"})
    yield visitor.call("DELETE", "/api/users/me", {"password": "not the right one"})


def lines_of(server):
    """The lines of the server's log that have a request id, by it."""
    found = {}
    for line in server.log.read_text().splitlines():
        if line.startswith("{") and "request_id" in (entry := json.loads(line)) and entry["message"] == "request":
            found.setdefault(entry["request_id"], []).append(entry)
    return found


def test_each_refusal_has_one_line_in_the_log(cluster, visitor):
    server = cluster.servers[0]
    replies = [reply for _ in range(ROUNDS) for reply in refused(visitor)]
    asked = [method for method in ("GET", "POST") for _ in range(ROUNDS)]
    with cluster.database.hurt(is_closed=True):
        replies += [visitor.call(method, "/api/tasks", {"title": "x"}) for method in asked]
        replies += [requests.get(f"{server.url}/readyz", timeout=10)]
    found = lines_of(server)
    for reply in replies:
        assert reply.status_code >= 400
        request_id = reply.headers["X-Request-Id"]
        [line] = found[request_id]
        assert line["status"] == reply.status_code
        assert reply.json()["request_id"] == request_id
        assert ("cause" in line) is (reply.status_code >= 500)
    others = [line for line in server.log.read_text().splitlines() if '"a slow statement"' not in line]
    every = "\n".join(others)
    assert all(every.count(reply.headers["X-Request-Id"]) == 1 for reply in replies)
    note("Every refusal can be traced", refusals=len(replies), with_exactly_one_line=len(replies))
