"""Leading people elsewhere: by the host they are said to have asked for, or by the page they are to go on to."""

import re

import pytest

NEXT = [
    "//evil.example",
    "/\\evil.example",
    "///evil.example",
    "https://evil.example",
    "http:evil.example",
    "\\\\evil.example",
]
NEXT += [
    "javascript:alert(1)",
    "data:text/html,x",
    " //evil.example",
    "\t//evil.example",
    "/\t/evil.example",
    "evil.example",
]
NEXT += [
    "//evil.example/%2e%2e",
    "https:/evil.example",
    "/%5Cevil.example/..//",
    "/%2F/evil.example",
    "?next=//evil.example",
]
NEXT += ["@evil.example", "/..//evil.example", "/\n/evil.example"]
INSIDE = re.compile(r"/(?![/\\])[^\t\r\n]*")


def test_there_are_twenty_of_them():
    assert len(NEXT) >= 20


@pytest.mark.parametrize("path", ["/sign-in", "/sign-up"])
@pytest.mark.parametrize("value", NEXT, ids=ascii)
def test_no_door_leads_out_of_the_house(client, path, value):
    html = client.get(path, query_string={"next": value}).text
    [kept] = re.findall(r'data-next="([^"]*)"', html)
    assert kept == "" or INSIDE.fullmatch(kept)


@pytest.mark.parametrize("value", NEXT, ids=ascii)
def test_who_is_in_already_is_not_led_out_either(client, alice, value):
    reply = client.as_(alice).get("/sign-in", query_string={"next": value})
    assert reply.status_code in (200, 302)
    assert INSIDE.fullmatch(reply.headers.get("Location", "/"))


def test_no_other_host_is_believed_or_repeated(client):
    stranger = client.application.test_client()
    for name in ("X-Forwarded-Host", "X-Host", "X-Original-URL", "X-Rewrite-URL", "Forwarded", "X-Forwarded-Server"):
        reply = stranger.get("/today", headers={name: "host=evil.example" if name == "Forwarded" else "evil.example"})
        assert "evil" not in reply.text + reply.headers.get("Location", "")
