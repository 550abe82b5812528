"""Refusals come in one order and one form, whatever is wrong at once."""

import pytest

ALICES = "/api/tasks"
NOWHERE = "/api/nowhere"


def send(client, method, path, **options):
    """A request without what the client would add by itself."""
    return client.application.test_client().open(path, method=method, **options)


def test_an_unknown_host_comes_before_everything(client):
    reply = send(client, "POST", NOWHERE, headers={"Host": "evil.example", "Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 400


def test_a_foreign_page_comes_before_the_path(client):
    reply = send(client, "POST", NOWHERE, headers={"Sec-Fetch-Site": "cross-site"})
    assert reply.status_code == 403


def test_an_unknown_path_comes_before_the_session(client):
    assert send(client, "GET", NOWHERE).status_code == 404


def test_a_wrong_method_comes_before_the_session(client):
    reply = send(client, "PUT", ALICES)
    assert reply.status_code == 405
    assert "POST" in reply.headers["Allow"]


def test_the_session_comes_before_the_body(client):
    reply = send(client, "POST", ALICES, data="{", content_type="text/plain")
    assert reply.status_code == 401


def test_the_csrf_token_comes_before_the_body(client, alice):
    reply = client.as_(alice).post(ALICES, data="x" * 200_000, headers={"X-CSRF-TOKEN": "x" * 43})
    assert reply.status_code == 403


def test_the_size_comes_before_the_media_type(client, alice):
    reply = client.as_(alice).post(ALICES, data="x" * 200_000, content_type="text/plain")
    assert reply.status_code == 413


def test_the_media_type_comes_before_the_syntax(client, alice):
    reply = client.as_(alice).post(ALICES, data="{", content_type="text/plain")
    assert reply.status_code == 415


def test_the_syntax_comes_before_the_fields(client, alice):
    reply = client.as_(alice).post(ALICES, data='{"nonsense": 1', content_type="application/json")
    assert reply.status_code == 400


def test_the_fields_come_before_the_object(client, alice):
    path = "/api/tasks/01a00000-0000-7000-8000-000000000000"
    assert client.as_(alice).put(path, json={"title": ""}).status_code == 422
    assert client.as_(alice).put(path, json={"title": "x"}).status_code == 404


@pytest.mark.parametrize("path", [NOWHERE, ALICES, "/api/users/me"])
def test_every_refusal_is_a_problem_with_a_sentence_and_its_request_id(client, path):
    reply = send(client, "GET", path)
    assert reply.mimetype == "application/problem+json"
    assert reply.json["status"] == reply.status_code
    assert reply.json["detail"].endswith(".")
    assert reply.json["request_id"] == reply.headers["X-Request-Id"]


def test_a_refused_field_is_named(client, alice):
    reply = client.as_(alice).post(ALICES, json={"title": "  ", "priority": "urgent", "colour": "red"})
    assert {error["field"] for error in reply.json["errors"]} == {"title", "priority", "colour"}
    assert all(error["message"].endswith(".") for error in reply.json["errors"])


def test_a_body_that_is_no_object_is_refused(client, alice):
    for body in ("[]", '"text"', "1", "null", "true"):
        assert client.as_(alice).post(ALICES, data=body, content_type="application/json").status_code == 422


def test_a_route_without_a_body_takes_none_or_an_empty_one(client, alice):
    assert client.as_(alice).post("/api/users/logout", json={"a": 1}).status_code == 422
    assert client.as_(alice).post("/api/users/logout", json={}).status_code == 204
