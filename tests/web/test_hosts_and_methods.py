"""Hosts, origins, methods and spellings of paths."""

import pytest

GOOD_HOSTS = ["127.0.0.1", "127.0.0.1:5000", "localhost:8080", "LOCALHOST", "[::1]:5000", "127.0.0.7:81"]
BAD_HOSTS = ["evil.example", "127.0.0.1.evil.example", "localhost.evil.example", "127.0.0.1:5000@evil.example", ""]
BAD_HOSTS += ["127.0.0.1:99999999", "localhost:80:80", "[::1", "10.0.0.1", "0.0.0.0", "127.0.0.1/evil", "a b", "*"]
FOREIGN = [
    {"Sec-Fetch-Site": "cross-site"},
    {"Sec-Fetch-Site": "same-site"},
    {"Sec-Fetch-Site": "nonsense"},
    {"Origin": "null"},
    {"Origin": "https://evil.example"},
    {"Origin": "http://localhost"},
    {"Origin": "https://127.0.0.1:5000"},
    {"Origin": "http://127.0.0.1:5001"},
    {"Sec-Fetch-Site": "same-origin", "Origin": "https://evil.example"},
]


@pytest.fixture
def stranger(client):
    return client.application.test_client()


@pytest.mark.parametrize("host", GOOD_HOSTS)
def test_the_machine_itself_goes_by_several_names(stranger, host):
    assert stranger.get("/healthz", headers={"Host": host}).status_code == 200


@pytest.mark.parametrize("host", BAD_HOSTS)
def test_an_unknown_host_is_refused_and_not_repeated(stranger, host):
    reply = stranger.get("/", headers={"Host": host})
    assert reply.status_code == 400
    assert "evil" not in reply.text
    assert "Location" not in reply.headers


@pytest.mark.parametrize("headers", FOREIGN)
def test_a_write_from_another_site_is_refused(stranger, headers):
    reply = stranger.post("/api/users/login", json={}, headers={"Host": "127.0.0.1:5000", **headers})
    assert reply.status_code == 403


def test_a_write_from_the_own_page_or_from_a_script_goes_on(stranger):
    own = {"Host": "127.0.0.1:5000", "Origin": "http://127.0.0.1:5000", "Sec-Fetch-Site": "same-origin"}
    assert stranger.post("/api/users/login", json={}, headers=own).status_code == 422
    assert stranger.post("/api/users/login", json={}).status_code == 422


def test_options_answers_anyone_with_what_is_allowed(stranger):
    reply = stranger.options("/api/tasks")
    assert (reply.status_code, reply.data) == (204, b"")
    assert {"GET", "HEAD", "POST", "OPTIONS"} <= set(reply.headers["Allow"].split(", "))
    assert not [name for name, _ in reply.headers if name.startswith("Access-Control")]
    assert stranger.options("/api/nowhere").status_code == 404


def test_trace_is_not_allowed(stranger):
    assert stranger.open("/api/tasks", method="TRACE").status_code == 405


def test_head_answers_as_get(stranger):
    got, headed = stranger.get("/healthz"), stranger.head("/healthz")
    assert (headed.status_code, headed.data) == (200, b"")
    assert headed.headers["Content-Length"] == got.headers["Content-Length"]


@pytest.mark.parametrize(
    "path",
    [
        "/api/tasks/",
        "/api//tasks",
        "/healthz/",
        "/API/tasks",
        "/api/tasks/1",
        "/api/tasks/01a0000000007000800000000000000",
        "/api/tasks/{01a00000-0000-7000-8000-000000000000}",
        "/api/tasks/٠1a00000-0000-7000-8000-000000000000",
    ],
)
def test_another_spelling_of_a_path_is_another_path(stranger, path):
    assert stranger.get(path).status_code == 404


@pytest.mark.parametrize("path", ["//api/openapi.json", "//healthz", "///sign-in", "//evil.example/sign-in"])
def test_a_second_slash_in_front_is_another_path(stranger, path):
    assert stranger.get("/", environ_overrides={"PATH_INFO": path}).status_code == 404
