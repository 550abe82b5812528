from uuid import UUID

import pytest

from headway.accounts.guard import page_person

PUBLIC = {"/api/users/register", "/api/users/login", "/api/openapi.json", "/api/docs"}


def every_route(app):
    """Each method and path of the API, with ids that nobody has."""
    urls = app.url_map.bind("localhost")
    for rule in app.url_map.iter_rules():
        path = urls.build(rule.endpoint, dict.fromkeys(rule.arguments, UUID(int=7)))
        if path.startswith("/api/"):
            yield from ((method, path) for method in sorted(rule.methods - {"OPTIONS"}))


def open_page(app, browser, **cookies):
    """Who opens a page with the browser's cookies."""
    header = "; ".join(f"{name}={value}" for name, value in (browser.cookies() | cookies).items())
    with app.test_request_context("/today", headers={"Cookie": header}):
        return page_person()


def test_strangers_get_in_nowhere_but_where_it_is_declared(app, client):
    open_to_strangers = {
        path for method, path in every_route(app) if client.open(path, method=method).status_code != 401
    }
    assert open_to_strangers == PUBLIC


def test_a_stranger_cannot_tell_which_paths_exist_behind_the_guard(client):
    assert client.get("/api/nowhere").status_code == 404
    assert client.put("/api/users/me").status_code == 405


def test_a_page_opens_with_either_token(app, client, alice):
    browser = client.as_(alice)
    assert open_page(app, browser).id == alice.id
    browser.forget("access")
    assert open_page(app, browser).id == alice.id
    browser.forget("refresh")
    assert open_page(app, browser) is None


def test_a_page_opens_with_the_refresh_token_when_the_access_token_is_broken(app, client, alice):
    assert open_page(app, client.as_(alice), access_token_cookie="broken").id == alice.id


def test_a_page_does_not_open_with_a_refresh_token_that_was_traded(app, client, alice, age_sessions):
    browser = client.as_(alice)
    browser.forget("access")
    stolen = browser.copy()
    browser.post("/api/users/refresh")
    assert open_page(app, stolen).id == alice.id  # a page that was on its way meanwhile
    age_sessions(alice, "21 seconds")
    assert open_page(app, stolen) is None
    assert open_page(app, browser).id == alice.id


def test_a_page_costs_one_statement_to_know_its_person(app, client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        assert open_page(app, browser) is not None
    assert counted.total() == 1


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        ({"headers": {"Host": "evil.example"}}, 400),
        ({"headers": {"Sec-Fetch-Site": "cross-site"}}, 403),
        ({"headers": {"X-CSRF-TOKEN": None}, "data": b"x" * 200_000}, 403),
        ({"data": b"x" * 200_000, "content_type": "text/plain"}, 413),
        ({"data": b"{", "content_type": "text/plain"}, 415),
        ({"data": b"{", "content_type": "application/json"}, 400),
        ({"json": {"name": ""}}, 422),
    ],
)
def test_refusals_come_in_their_order(client, alice, sent, status):
    assert client.as_(alice).patch("/api/users/me", **sent).status_code == status


def test_a_stranger_is_told_to_sign_in_before_anything_about_the_request(client):
    assert client.patch("/api/users/me", data=b"x" * 200_000, content_type="text/plain").status_code == 401


def test_a_page_of_somebody_else_neither_reads_nor_writes(client, alice, bob):
    hers = {"X-Headway-Person": str(alice.id)}
    assert client.as_(alice).get("/api/tasks", headers=hers).status_code == 200
    browser = client.as_(bob)
    refused = [
        browser.get("/api/tasks", headers=hers),
        browser.post("/api/tasks", json={"title": "x"}, headers=hers),
    ]
    assert [(reply.status_code, reply.get_json()["another_person"]) for reply in refused] == [(403, True)] * 2
    assert browser.get("/api/tasks").get_json()["total"] == 0
