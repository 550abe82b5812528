"""Caches that answer one person with what belongs to another: nothing of the API is kept, and an ETag opens nothing."""

import pytest

from tests.security.routes import api_routes, path_to


def test_no_reply_of_the_api_and_no_page_is_kept(app, client, alice):
    browser, stranger = client.as_(alice), app.test_client()
    for method, rule in api_routes(app):
        for sender in (stranger, browser):
            if (method, rule) != ("POST", "/api/users/logout"):
                reply = sender.open(path_to(rule), method=method, json=None if method == "GET" else {"x": 1})
                assert "no-store" in reply.headers["Cache-Control"], (method, rule)
                reply.close()
    for path in ("/today", "/all", "/settings", "/leaderboard", "/sign-in", "/nowhere"):
        assert "no-store" in browser.get(path, headers={"Accept": "text/html"}).headers["Cache-Control"], path


@pytest.mark.parametrize("name", ["If-Match", "If-None-Match"])
def test_a_strangers_right_etag_is_worth_nothing(client, alice, charlie, name):
    task = client.as_(alice).post("/api/tasks", json={"title": "Hers"})
    path, etag = f"/api/tasks/{task.json['id']}", task.headers["ETag"]
    his = client.as_(charlie)
    for sent in (etag, '"v99"', "*"):
        assert his.get(path, headers={name: sent}).status_code == 404
        assert his.put(path, json={"title": "His"}, headers={name: sent}).status_code == 404
        assert his.delete(path, headers={name: sent}).status_code == 404


def test_no_reply_is_shortened_by_a_condition(client, alice):
    browser = client.as_(alice)
    task = browser.post("/api/tasks", json={"title": "Hers"})
    path = f"/api/tasks/{task.json['id']}"
    reply = browser.get(path, headers={"If-None-Match": task.headers["ETag"]})
    assert (reply.status_code, reply.json["title"]) in ((200, "Hers"), (304, None))
    assert "no-store" in reply.headers["Cache-Control"]
