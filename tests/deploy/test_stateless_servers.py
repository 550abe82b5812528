"""Three servers are one service: whichever answers, what it says is the same."""

from uuid import uuid4

import pytest

from tests.deploy.conftest import IS_LONG
from tests.deploy.visiting import PASSWORD, Wanderer
from tests.deploy.wire import Wire

PAIRS = 10_000 if IS_LONG else 250
SEED = 20261122


@pytest.fixture
def wanderer(topology):
    wanderer = Wanderer(topology, SEED)
    wanderer.user = wanderer.register("Wanda")
    return wanderer


def expect(reply, status):
    assert reply.status_code == status, reply.text
    return reply.json() if reply.content else None


def test_an_account_is_everywhere_at_once(wanderer, topology):
    expect(wanderer.call("PATCH", "/api/users/me", {"timezone": "Asia/Tokyo"}), 200)
    for server in topology.servers:
        assert expect(wanderer.call_at(server, "GET", "/api/users/me"), 200)["timezone"] == "Asia/Tokyo"
    expect(wanderer.call("POST", "/api/users/refresh"), 200)
    change = {"current_password": PASSWORD, "new_password": "eight loud herons fly"}
    expect(wanderer.call("POST", "/api/users/me/password", change), 204)
    again = Wanderer(topology, SEED + 1)
    login = {"email": wanderer.user["email"], "password": "eight loud herons fly"}
    expect(again.call("POST", "/api/users/login", login), 200)
    listed = expect(wanderer.call("GET", "/api/users/me/sessions"), 200)["sessions"]
    assert [session["current"] for session in listed].count(True) == 1
    assert len(listed) == 2
    [other] = [session["id"] for session in listed if not session["current"]]
    expect(wanderer.call("DELETE", f"/api/users/me/sessions/{other}"), 204)
    for server in topology.servers:
        expect(again.call_at(server, "GET", "/api/users/me"), 401)


def test_signing_out_counts_everywhere_at_once(wanderer, topology):
    kept = wanderer.session.cookies.copy()
    expect(wanderer.call("POST", "/api/users/logout"), 204)
    wanderer.session.cookies.update(kept)
    for server in topology.servers:
        expect(wanderer.call_at(server, "GET", "/api/users/me"), 401)


def test_tasks_numbers_and_points_go_on_from_server_to_server(wanderer):
    ids = [str(uuid4()) for _ in range(45)]
    for number, task_id in enumerate(ids):
        expect(wanderer.call("POST", "/api/tasks", {"id": task_id, "title": f"Task {number:02}"}), 201)
        expect(wanderer.call("POST", "/api/tasks", {"id": task_id, "title": "Sent twice"}), 200)
    done, gone = ids[:9], ids[9:12]
    for task_id in done:
        task = expect(wanderer.call("PUT", f"/api/tasks/{task_id}", {"status": "completed"}), 200)
        stale = wanderer.call("PUT", f"/api/tasks/{task_id}", {"title": "Stale"}, headers={"If-Match": '"v1"'})
        assert expect(stale, 412)["current"]["version"] == task["version"]
    assert expect(wanderer.call("POST", "/api/tasks/batch", {"ids": gone, "delete": True}), 200)["missing"] == []
    assert [task["title"] for task in walk(wanderer)] == [f"Task {n:02}" for n in range(45) if not 9 <= n < 12]
    numbers = expect(wanderer.call("GET", "/api/analytics"), 200)
    assert (numbers["total"], numbers["completed"], numbers["points_today"]) == (42, 9, 18)
    board = expect(wanderer.call("GET", "/api/analytics/leaderboard"), 200)
    assert board["you"]["points"] == 18
    assert len(expect(wanderer.call("GET", "/api/analytics/points"), 200)["lines"]) == 9
    exported = expect(wanderer.call("GET", "/api/users/me/export"), 200)
    assert len(exported["tasks"]) == 45


def walk(wanderer):
    """All tasks by title, page by page, each page from any server."""
    cursor, found = None, []
    while True:
        query = {"sort": "title", "limit": "7"} | ({"cursor": cursor} if cursor else {})
        page = expect(wanderer.call("GET", "/api/tasks", params=query), 200)
        found += page["tasks"]
        cursor = page["next"]
        if cursor is None:
            return found


def test_what_one_server_has_saved_every_other_one_shows(wanderer, topology):
    wires = [Wire.to_server(wanderer, server) for server in topology.servers]
    _, task = wires[0].call("POST", "/api/tasks", {"title": "none"})
    path = f"/api/tasks/{task['id']}"
    for number in range(PAIRS):
        writer, reader = wanderer.random.sample(wires, 2)
        assert writer.call("PUT", path, {"title": f"{number}"})[0] == 200
        assert reader.call("GET", path)[1]["title"] == f"{number}"
    for wire in wires:
        wire.close()


def test_what_is_done_at_one_server_is_told_by_all(alice, topology):
    streams = [alice.follow() for _ in range(6)]
    try:
        for stream in streams:
            stream.wait("leaderboard")
        task_id = expect(alice.call("POST", "/api/tasks", {"title": "Told"}), 201)["id"]
        for stream in streams:
            assert stream.wait("task").data["id"] == task_id
    finally:
        for stream in streams:
            stream.close()
