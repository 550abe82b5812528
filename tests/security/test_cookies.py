"""Names and flags of the cookies: what a browser may do with them."""

import pytest

from tests.client import Client

LOOPBACK = {"access_token_cookie", "csrf_access_token", "refresh_token_cookie", "csrf_refresh_token"}
HTTPS = {"__Host-access", "__Host-csrf-access", "__Host-refresh", "__Host-csrf-refresh"}
READABLE = {"csrf_access_token", "csrf_refresh_token", "__Host-csrf-access", "__Host-csrf-refresh"}


def attributes_of(response):
    """The attributes of each cookie that is set, by its name."""
    found = {}
    for header in response.headers.getlist("Set-Cookie"):
        pair, *attributes = header.split("; ")
        found[pair.partition("=")[0]] = dict((*part.split("=", 1), "")[:2] for part in attributes)
    return found


@pytest.mark.parametrize(("url", "names"), [("http://127.0.0.1:5000", LOOPBACK), ("https://tasks.example", HTTPS)])
def test_each_cookie_is_as_narrow_as_it_can_be(make_app, alice, url, names):
    client = Client(make_app(public_url=url))
    login = {"email": alice.email, "password": alice.password}
    cookies = attributes_of(client.post("/api/users/login", json=login))
    assert cookies.keys() == names
    for name, attributes in cookies.items():
        assert ("HttpOnly" in attributes) == (name not in READABLE)
        assert ("Secure" in attributes) == (names is HTTPS)
        assert (attributes["SameSite"], attributes["Path"]) == ("Strict", "/")
        assert "Domain" not in attributes
        assert attributes["Max-Age"] == str(14 * 86_400 if "refresh" in name else 600)


def test_nothing_but_the_four_acts_sets_cookies(client, alice):
    browser = client.as_(alice)
    for response in (
        browser.get("/api/users/me"),
        browser.patch("/api/users/me", json={}),
        client.get("/api/users/me"),
    ):
        assert "Set-Cookie" not in response.headers
