"""A request that takes a second connection while it holds one: with as many clients as connections all would hang."""

import time
from concurrent.futures import ThreadPoolExecutor

from tests.client import Client
from tests.security.long import times
from tests.security.routes import api_routes, path_to

STREAM = "/api/events"
SLOWEST_SECONDS = 5.0


def test_every_route_needs_one_connection(make_app, alice):
    app = make_app(pool_size=1)
    browser = Client(app).as_(alice)
    task = browser.post("/api/tasks", json={"title": "x"}).json["id"]
    for method, rule in api_routes(app):
        if rule != STREAM and (method, rule) != ("POST", "/api/users/logout"):
            body = {"title": "x"} if rule.startswith("/api/tasks") and method in ("POST", "PUT", "PATCH") else None
            reply = browser.open(path_to(rule, task_id=task), method=method, json=body)
            assert reply.status_code < 500, (method, rule)
    for path in ("/today", "/upcoming", "/all", "/trash", "/insights", "/leaderboard", "/settings", f"/tasks/{task}"):
        assert browser.get(path).status_code in (200, 404), path


def test_four_times_as_many_clients_as_connections_all_get_an_answer(make_app, alice):
    app = make_app(pool_size=2)
    browsers = [Client(app).as_(alice) for _ in range(8)]
    deadline = time.monotonic() + times(2, 60)

    def visit(browser):
        slowest, statuses = 0.0, set()
        while time.monotonic() < deadline:
            for method, path in (
                ("POST", "/api/tasks"),
                ("GET", "/api/tasks"),
                ("GET", "/api/analytics"),
                ("GET", "/all"),
            ):
                began = time.monotonic()
                reply = browser.open(path, method=method, json={"title": "x"} if method == "POST" else None)
                slowest = max(slowest, time.monotonic() - began)
                statuses.add(reply.status_code)
        return slowest, statuses

    with ThreadPoolExecutor(8) as threads:
        seen = list(threads.map(visit, browsers))
    assert max(slowest for slowest, _ in seen) < SLOWEST_SECONDS
    assert set().union(*(statuses for _, statuses in seen)) <= {200, 201, 503}
