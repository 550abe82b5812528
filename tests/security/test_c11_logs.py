"""Forged lines and secrets in the log: one line a request, all of them JSON, and none with a word of the client's."""

import json
import logging

import pytest

from headway.logs import JsonFormatter

PASSWORD = "canary otters of the log"
HOSTILE = [
    "x\r\nSet-Cookie: a=b",
    '"} {"level": "error"',
    "\x1b[31mred",
    "\u2028next",
    "\u202eevil",
    "x" * 8_000,
    "\x00",
]


@pytest.fixture
def lines(caplog):
    """What was logged, in the form in which it is written."""
    caplog.set_level(logging.INFO)
    formatter = JsonFormatter()
    return lambda: [formatter.format(record) for record in caplog.records]


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_nothing_that_is_sent_forges_a_line(client, alice, lines, text):
    browser = client.as_(alice)
    header = text.replace("\r", "").replace("\n", "").replace("\0", "").encode("utf-8").decode("latin-1")
    browser.get("/api/tasks", query_string={"q": text}, headers={"User-Agent": header, "Referer": header})
    browser.post("/api/users/login", json={"email": text, "password": text})
    browser.get("/" + header.replace("/", "%2F"))
    requests = [line for line in lines() if json.loads(line)["message"] == "request"]
    assert len(requests) == 3
    for line in lines():
        assert line.isascii()
        assert line.isprintable()
        assert "Set-Cookie" not in line
        assert "x" * 200 not in line


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:12]))
def test_a_line_is_one_line_of_ascii_whatever_comes_into_it(lines, text):
    logging.getLogger("headway.security").warning(text, extra={"words": text})
    [line] = lines()
    assert line.isascii()
    assert line.isprintable()
    assert (json.loads(line)["message"], json.loads(line)["words"]) == (text, text)


def test_no_secret_and_no_word_of_a_person_is_logged(client, unique_email, lines):
    form = {"name": "Canary Name", "email": unique_email, "password": PASSWORD}
    client.post("/api/users/register", json=form)
    secrets = [*client.cookies().values()]
    client.post("/api/tasks", json={"title": "Canary Title", "description": "Canary Words"})
    client.get("/api/tasks", query_string={"q": "Canary Search"})
    client.post("/api/users/login", json=form | {"password": PASSWORD + "!"})
    client.post("/api/users/refresh")
    client.patch("/api/users/me", json={"password": PASSWORD})
    client.get("/nowhere/Canary%20Path", headers={"Authorization": f"Bearer {secrets[0]}"})
    secrets += [*client.cookies().values(), PASSWORD, unique_email]
    written = "\n".join(lines())
    assert not [secret for secret in secrets if secret in written]
    assert "Canary" not in written


def test_what_matters_leaves_a_line_that_names_the_request(client, alice, lines):
    reply = client.post("/api/users/login", json={"email": alice.email, "password": "not the password"})
    own = [json.loads(line) for line in lines() if reply.headers["X-Request-Id"] in line]
    assert [(line["status"], line["route"]) for line in own if line["message"] == "request"] == [
        (401, "/api/users/login")
    ]


def test_a_fault_says_nothing_to_the_client_and_all_to_the_log(make_app, lines):
    app = make_app()
    app.add_url_rule("/fault", "fault", lambda: {}["canary"])
    reply = app.test_client().get("/fault")
    assert reply.status_code == 500
    assert not [word for word in ("Traceback", "KeyError", "canary", ".py", "line ") if word in reply.text]
    [fault] = [line for line in map(json.loads, lines()) if "exception" in line]
    assert "canary" in fault["exception"]
    assert fault["request_id"] == reply.headers["X-Request-Id"]
