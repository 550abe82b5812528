"""A logout that leaves the refresh token alive, or leaves something in the browser."""

import re

import pytest

from tests.client import Client


def test_both_tokens_are_worth_nothing(client, alice):
    browser = client.as_(alice)
    stolen = browser.copy()
    assert browser.post("/api/users/logout").status_code == 204
    assert stolen.get("/api/users/me").status_code == 401
    assert stolen.post("/api/users/refresh").status_code == 401
    assert stolen.post("/api/users/logout").status_code == 401


@pytest.mark.parametrize("url", ["http://127.0.0.1:5000", "https://tasks.example"])
def test_the_browser_is_told_to_forget(make_app, alice, url):
    browser = Client(make_app(public_url=url)).as_(alice)
    response = browser.post("/api/users/logout")
    assert browser.cookies() == {}
    assert len(response.headers.getlist("Set-Cookie")) == 4
    for header in response.headers.getlist("Set-Cookie"):
        assert re.match(r"[\w-]+=; Expires=Thu, 01 Jan 1970 00:00:00 GMT;", header)
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert response.headers["Cache-Control"] == "no-store"
