"""Cross-site request forgery: no unsafe request counts unless one of our own pages made it."""

import pytest

SAFE_METHODS = {"GET", "HEAD", "OPTIONS"}
CROSS_SITE = [{"Sec-Fetch-Site": "cross-site"}, {"Sec-Fetch-Site": "same-site"}, {"Origin": "null"}]
ORIGINS = ("https://evil.example", "http://localhost.evil.example", "http://localhost:81", "https://localhost")
CROSS_SITE += [{"Origin": origin} for origin in ORIGINS]
OPEN_TO_STRANGERS = {"/api/users/register", "/api/users/login"}
BODY = {"name": "x", "email": "x@x.test", "password": "seven quiet otters"}


@pytest.fixture
def unsafe_routes(app):
    """Every route that changes something, with ids that nobody has."""
    routes = []
    for rule in app.url_map.iter_rules():
        values = dict.fromkeys(rule.arguments, "01890000-0000-7000-8000-000000000000")
        path = app.url_map.bind("localhost").build(rule.endpoint, values)
        routes += [(method, path) for method in rule.methods - SAFE_METHODS if path.startswith("/api/")]
    return routes


@pytest.mark.parametrize("headers", CROSS_SITE, ids=str)
def test_no_other_site_can_act(client, alice, unsafe_routes, database_digest, headers):
    browser = client.as_(alice)
    before = database_digest()
    for method, path in unsafe_routes:
        assert browser.open(path, method=method, json=BODY, headers=headers).status_code == 403, path
    assert database_digest() == before


def test_no_act_without_the_sessions_own_value(client, alice, bob, unsafe_routes, database_digest):
    browser, other, again = client.as_(alice), client.as_(bob), client.as_(alice)
    wrong = [None, "", "x" * 43, other.cookie("csrf_access"), other.cookie("csrf_refresh")]
    wrong += [again.cookie("csrf_access"), again.cookie("csrf_refresh"), browser.cookie("access")[:64]]
    before = database_digest()
    for method, path in set(unsafe_routes) - {("POST", path) for path in OPEN_TO_STRANGERS}:
        for value in wrong:
            response = browser.open(path, method=method, json=BODY, headers={"X-CSRF-TOKEN": value})
            assert response.status_code == 403, (path, value)
    assert database_digest() == before


@pytest.mark.parametrize("media_type", ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data", ""])
def test_what_a_form_can_send_is_refused(client, alice, unsafe_routes, database_digest, media_type):
    browser = client.as_(alice)
    before = database_digest()
    for method, path in unsafe_routes:
        response = browser.open(path, method=method, data=b'{"name": "x"}', content_type=media_type)
        assert response.status_code == 415, path
    assert database_digest() == before


def test_reading_changes_nothing(app, client, alice, database_digest):
    browser = client.as_(alice)
    before = database_digest()
    for rule in app.url_map.iter_rules():
        if "GET" in rule.methods and not rule.arguments and rule.rule.startswith("/api/"):
            browser.get(rule.rule).close()
    assert database_digest() == before


@pytest.mark.parametrize("headers", [{}, {"Sec-Fetch-Site": "same-origin"}, {"Origin": "http://localhost"}])
def test_our_own_page_and_scripts_can_act(client, alice, headers):
    assert client.as_(alice).patch("/api/users/me", json={}, headers=headers).status_code == 200
