"""Forged and malformed tokens: whatever a cookie holds that this service did not sign is the same as no cookie."""

import base64
import json
import time
from uuid import uuid4

import jwt

from headway.accounts import tokens
from tests.client import Client
from tests.conftest import SECRETS

KEY = SECRETS["jwt_secret_key"]
NOT_A_NUMBER = b'{"exp": NaN}'


def encoded(part):
    raw = part if isinstance(part, bytes) else json.dumps(part).encode()
    return base64.urlsafe_b64encode(raw).rstrip(b"=").decode()


def forgeries(real, kid):
    """Tokens by name; `real` is one that counts."""
    header, payload, signature = real.split(".")
    claims = jwt.decode(real, options={"verify_signature": False})
    now = int(time.time())

    def signed(changes=(), key=KEY, without=(), **headers):
        kept = {name: value for name, value in (claims | dict(changes)).items() if name not in without}
        return jwt.encode(kept, key, "HS256", headers={"kid": kid} | headers)

    def unsigned(**headers):
        return f"{encoded({'typ': 'JWT', 'kid': kid} | headers)}.{payload}.{signature}"

    return {
        "empty": "",
        "dots": "..",
        "word": "token",
        "blank": " ",
        "not base64": "é.é.é",
        "huge": "A" * 4000,
        "cut": real[:-1],
        "longer": f"{real}A",
        "upper": real.upper(),
        "four parts": f"{real}.x",
        "two parts": f"{header}.{payload}",
        "no signature": f"{header}.{payload}.",
        "other signature": f"{header}.{payload}.{encoded(b'x' * 32)}",
        "alg none": unsigned(alg="none"),
        "alg None": unsigned(alg="None"),
        "alg list": unsigned(alg=["HS256"]),
        "alg null": unsigned(alg=None),
        "alg missing": unsigned(),
        "alg number": unsigned(alg=1),
        "alg object": unsigned(alg={"HS256": 1}),
        "alg HS384": unsigned(alg="HS384"),
        "alg RS256": unsigned(alg="RS256"),
        "kid path": unsigned(alg="HS256", kid="../../dev/null"),
        "kid sql": unsigned(alg="HS256", kid="' UNION SELECT 'x"),
        "kid list": unsigned(alg="HS256", kid=[kid]),
        "kid null": unsigned(alg="HS256", kid=None),
        "kid object": unsigned(alg="HS256", kid={"x": 1}),
        "crit known": signed(crit=["exp"]),
        "crit unknown": signed(crit=["x"], x=1),
        "b64 false": signed(b64=False, crit=["b64"]),
        "jku": unsigned(alg="HS256", jku="https://evil.example/keys"),
        "jwk": signed(key="y" * 32, jwk={"kty": "oct", "k": encoded(b"y" * 32)}),
        "other key": signed(key="x" * 32),
        "deep payload": f"{header}.{encoded(b'[' * 1400)}.{signature}",
        "deep header": f"{encoded(b'[' * 140)}.{payload}.{signature}",
        "payload list": f"{header}.{encoded([1])}.{signature}",
        "payload null": f"{header}.{encoded(None)}.{signature}",
        "payload text": f"{header}.{encoded('x')}.{signature}",
        "header list": f"{encoded([1])}.{payload}.{signature}",
        "not a number": f"{header}.{encoded(NOT_A_NUMBER)}.{signature}",
        "not utf-8": f"{header}.{encoded(bytes([255]) * 9)}.{signature}",
        "expired": signed({"exp": now - 11}),
        "not yet": signed({"nbf": now + 60}),
        "from the future": signed({"iat": now + 60}),
        "other issuer": signed({"iss": "other"}),
        "other audience": signed({"aud": "other"}),
        "no issuer": signed(without=["iss"]),
        "no audience": signed(without=["aud"]),
        "no end": signed(without=["exp"]),
        "end text": signed({"exp": "never"}),
        "no subject": signed(without=["sub"]),
        "subject number": signed({"sub": 7}),
        "other person": signed({"sub": str(uuid4())}),
        "no session": signed(without=["sid"]),
        "session number": signed({"sid": 7}),
        "session list": signed({"sid": [claims["sid"]]}),
        "other session": signed({"sid": str(uuid4())}),
        "no csrf": signed(without=["csrf"]),
        "type list": signed({"type": ["access"]}),
        "other type": signed({"type": "access" if claims["type"] == "refresh" else "refresh"}),
    }


def test_none_of_them_opens_anything(client, alice):
    browser = client.as_(alice)
    real, csrf = browser.cookie("access"), browser.cookie("csrf_access")
    kid = jwt.get_unverified_header(real)["kid"]
    table = forgeries(real, kid)
    assert len(table) >= 40
    for name, token in table.items():
        client.put_cookie("access_token_cookie", token)
        for response in (
            client.get("/api/users/me"),
            client.patch("/api/users/me", json={}, headers={"X-CSRF-TOKEN": csrf}),
            client.post("/api/users/logout", headers={"X-CSRF-TOKEN": csrf}),
        ):
            assert response.status_code == 401, name
            assert response.mimetype == "application/problem+json"
    assert browser.get("/api/users/me").status_code == 200


def test_none_of_them_opens_a_refresh_either(client, alice):
    browser = client.as_(alice)
    real, csrf = browser.cookie("refresh"), browser.cookie("csrf_refresh")
    for name, token in forgeries(real, jwt.get_unverified_header(real)["kid"]).items():
        client.put_cookie("refresh_token_cookie", token)
        assert client.post("/api/users/refresh", headers={"X-CSRF-TOKEN": csrf}).status_code == 401, name


def test_an_authorization_header_is_not_looked_at(client, alice):
    token = client.as_(alice).cookie("access")
    for header in (f"Bearer {token}", token, "Basic YWxpY2U6eA=="):
        assert client.get("/api/users/me", headers={"Authorization": header}).status_code == 401
    assert client.get(f"/api/users/me?jwt={token}").status_code == 401


def test_a_token_that_was_remembered_still_ends(make_app, alice):
    app = make_app()
    token = Client(app).as_(alice).cookie("access")
    with app.app_context():
        assert tokens.verify(token) is not None
        app.config["JWT_DECODE_LEEWAY"] = -600  # as if ten minutes had passed since it was remembered
        assert tokens.verify(token) is None
