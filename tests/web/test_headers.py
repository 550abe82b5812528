"""The headers that every reply carries."""

import pytest

PATHS = ["/healthz", "/api/tasks", "/api/nowhere", "/nowhere", "/sign-in", "/api/openapi.json", "/api/docs"]


@pytest.mark.parametrize("path", PATHS)
def test_every_reply_is_hardened(client, path):
    headers = client.application.test_client().get(path).headers
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["X-Frame-Options"] == "DENY"
    assert headers["Referrer-Policy"] == "no-referrer"
    assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
    assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
    assert "camera=()" in headers["Permissions-Policy"]
    assert "default-src 'none'" in headers["Content-Security-Policy"]
    assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
    assert "unsafe" not in headers["Content-Security-Policy"]
    assert "Strict-Transport-Security" not in headers


def test_a_page_may_run_only_our_own_files(client):
    policy = client.application.test_client().get("/sign-in").headers["Content-Security-Policy"]
    assert "script-src 'self';" in policy
    assert "require-trusted-types-for 'script'" in policy
    assert "base-uri 'none'" in policy


@pytest.mark.parametrize("path", ["/api/tasks", "/api/nowhere", "/sign-in", "/api/openapi.json"])
def test_nothing_private_is_kept_by_a_cache(client, path):
    assert client.application.test_client().get(path).headers["Cache-Control"] == "no-store"


def test_no_other_site_may_read_a_reply(client):
    stranger = client.application.test_client()
    for origin in ("null", "https://evil.example", "http://127.0.0.1.evil.example"):
        reply = stranger.get("/api/openapi.json", headers={"Origin": origin})
        assert not [name for name, _ in reply.headers if name.startswith("Access-Control")]
