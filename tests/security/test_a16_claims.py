"""What is inside a token: these claims and no others, and a CSRF value that can't be guessed."""

import re

import jwt
import pytest

CLAIMS = {"sub", "sid", "jti", "csrf", "iss", "aud", "iat", "nbf", "exp", "type", "fresh"}


def decoded(browser, kind):
    return jwt.decode(browser.cookie(kind), options={"verify_signature": False})


@pytest.mark.parametrize(("kind", "seconds"), [("access", 600), ("refresh", 14 * 86_400)])
def test_a_token_says_who_and_until_when_and_nothing_else(client, alice, kind, seconds):
    claims = decoded(client.as_(alice), kind)
    assert claims.keys() == CLAIMS
    assert (claims["sub"], claims["type"], claims["fresh"]) == (str(alice.id), kind, False)
    assert (claims["iss"], claims["aud"]) == ("headway", "headway-web")
    assert claims["exp"] - claims["iat"] == seconds


@pytest.mark.parametrize("kind", ["access", "refresh"])
def test_the_csrf_value_has_256_bits_and_is_the_cookies(client, alice, kind):
    browser = client.as_(alice)
    assert re.fullmatch(r"[A-Za-z0-9_-]{43}", decoded(browser, kind)["csrf"])
    assert browser.cookie(f"csrf_{kind}") == decoded(browser, kind)["csrf"]


def test_no_two_values_are_the_same(client, alice, bob):
    browsers = [client.as_(person) for person in (alice, alice, bob)]
    claims = [decoded(browser, kind) for browser in browsers for kind in ("access", "refresh")]
    assert len({claim["csrf"] for claim in claims}) == len({claim["jti"] for claim in claims}) == 6
