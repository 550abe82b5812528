"""What is left open by mistake: consoles, repositories, settings, maps of the code, methods that repeat a request."""

import pytest

LEFT_OPEN = [
    "/console",
    "/?__debugger__=yes&cmd=resource&f=style.css",
    "/.git/",
    "/.git/config",
    "/.env",
    "/.env.local",
    "/debug",
    "/admin",
    "/server-status",
    "/actuator",
    "/actuator/env",
    "/phpinfo.php",
    "/wp-login.php",
    "/config.py",
    "/headway/config.py",
    "/static/../config.py",
    "/requirements.txt",
    "/pyproject.toml",
    "/Makefile",
    "/api/debug",
    "/api/swagger",
    "/graphql",
    "/.well-known/security.txt~",
    "/backup.sql",
    "/static/app.js.map",
    "/_profiler",
    "/trace",
    "/api/users",
    "/api/sessions",
    "/api/leaderboard",
    "/robots.txt~",
    "/.DS_Store",
    "/api/v1/tasks",
]


def test_nothing_lies_open(client):
    stranger = client.application.test_client()
    for path in LEFT_OPEN:
        reply = stranger.get(path)
        if path.startswith("/?"):
            assert reply.status_code == 302
            assert "debugger" not in reply.text.lower()
        else:
            assert reply.status_code == 404, path


@pytest.mark.parametrize("method", ["TRACE", "TRACK", "CONNECT", "PROPFIND", "DEBUG", "PURGE"])
def test_no_other_method_does_anything(client, method):
    stranger = client.application.test_client()
    for path in ("/api/tasks", "/healthz", "/sign-in"):
        assert stranger.open(path, method=method).status_code == 405, path


def test_no_reply_names_what_it_is_made_of(client, alice):
    browser = client.as_(alice)
    for path in ("/api/tasks", "/all", "/nowhere", "/healthz", "/api/openapi.json"):
        reply = browser.get(path)
        assert "X-Powered-By" not in reply.headers
        assert "werkzeug" not in reply.headers.get("Server", "").lower()
