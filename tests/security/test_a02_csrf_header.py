"""Hostile values of the CSRF header: comparing a text beyond ASCII raises, which must not become a fault."""

import pytest

HOSTILE = ["é" * 43, "\xff" * 43, "x" * 8000, "' OR 1=1 --", "null", "undefined", "[object Object]", "0", "-1", "%00"]
HOSTILE += [chr(code) * 43 for code in range(0x80, 0xA0)] + ["a b" * 10, "\t" * 30, "..", "=" * 43, "{}", "[]", "a,b"]
HOSTILE += ["x" * length for length in (1, 19, 20, 43, 100, 101)]


def test_there_are_fifty_of_them():
    assert len(HOSTILE) >= 50


@pytest.mark.parametrize("path", ["/api/users/refresh", "/api/users/logout", "/api/users/me/password"])
def test_a_hostile_value_is_just_wrong(client, alice, path):
    browser = client.as_(alice)
    assert {browser.post(path, headers={"X-CSRF-TOKEN": value}).status_code for value in HOSTILE} == {403}
    assert browser.get("/api/users/me").status_code == 200
