"""A policy that is missing where nobody looked: every kind of reply carries one, whatever its status."""

import pytest

PAGE = "script-src 'self'"
API = "default-src 'none'; frame-ancestors 'none'; sandbox"


@pytest.fixture
def replies(client, alice, app):
    """A reply of each kind, by name."""
    browser, stranger = client.as_(alice), app.test_client()
    tree = app.extensions["headway.assets"]
    return {
        "page": browser.get("/all"),
        "door": stranger.get("/sign-in"),
        "redirect": stranger.get("/all"),
        "page that is not there": browser.get("/nowhere", headers={"Accept": "text/html"}),
        "task": browser.post("/api/tasks", json={"title": "x"}),
        "nothing": browser.delete("/api/tasks/01a00000-0000-7000-8000-000000000000?permanently=true"),
        "too much": browser.post("/api/tasks", data="x" * 200_000),
        "method": stranger.open("/api/tasks", method="TRACE"),
        "options": stranger.options("/api/tasks"),
        "host": stranger.get("/all", headers={"Host": "evil.example"}),
        "foreign page": stranger.post("/api/users/login", headers={"Sec-Fetch-Site": "cross-site"}),
        "stranger": stranger.get("/api/tasks"),
        "file": stranger.get(tree.url("js/api.js")),
        "no file": stranger.get("/static/x/nothing.js"),
        "stream": browser.get("/api/events"),
        "metrics": stranger.get("/metrics"),
        "alive": stranger.get("/healthz"),
    }


def test_every_reply_has_a_policy_without_a_gap(replies):
    for name, reply in replies.items():
        policy = reply.headers["Content-Security-Policy"]
        assert policy == API or PAGE in policy, name
        assert "default-src 'none'" in policy, name
        assert "frame-ancestors 'none'" in policy, name
        assert not [word for word in ("unsafe", "*", "data:", "http:", "nonce", "blob:") if word in policy], name
        assert (PAGE in policy) == (reply.mimetype == "text/html"), name
        reply.close()


def test_every_reply_says_what_it_is(replies):
    for name, reply in replies.items():
        assert reply.headers["X-Content-Type-Options"] == "nosniff", name
        if reply.status_code != 204:
            assert reply.mimetype not in ("", "application/octet-stream"), name
            if reply.mimetype.startswith("text/"):
                assert "charset=utf-8" in reply.content_type, name
        reply.close()


def test_a_fault_is_hardened_too(make_app):
    app = make_app()
    app.add_url_rule("/fault", "fault", lambda: 1 / 0)
    reply = app.test_client().get("/fault")
    assert (reply.status_code, reply.headers["Content-Security-Policy"]) == (500, API)
