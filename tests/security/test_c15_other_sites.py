"""Other sites: they may neither read a reply nor show a page in a frame, whatever they say they are."""

import pytest

ORIGINS = [
    "null",
    "https://evil.example",
    "http://localhost.evil.example",
    "http://evil-localhost",
    "http://localhost:81",
]
ORIGINS += [
    "https://localhost",
    "http://LOCALHOST",
    "http://localhost%00.evil.example",
    "file://",
    "chrome-extension://a",
    "*",
]
PATHS = ["/api/openapi.json", "/api/tasks", "/api/users/me", "/api/events", "/all", "/healthz", "/metrics"]


@pytest.mark.parametrize("origin", ORIGINS)
def test_no_origin_may_read(client, alice, origin):
    browser = client.as_(alice)
    asked = {"Access-Control-Request-Method": "PUT", "Access-Control-Request-Headers": "x-csrf-token"}
    for path in PATHS:
        for method, headers in (("GET", {}), ("OPTIONS", asked)):
            reply = browser.open(path, method=method, headers={"Origin": origin, **headers})
            assert not [name for name, _ in reply.headers if name.lower().startswith("access-control-")], path
            reply.close()


def test_no_page_may_be_framed_or_opened_by_others(client, alice):
    browser = client.as_(alice)
    for path in ("/all", "/settings", "/sign-in", "/nowhere"):
        headers = browser.get(path, headers={"Accept": "text/html"}).headers
        assert headers["X-Frame-Options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["Content-Security-Policy"]
        assert headers["Cross-Origin-Opener-Policy"] == "same-origin"
        assert headers["Cross-Origin-Resource-Policy"] == "same-origin"
