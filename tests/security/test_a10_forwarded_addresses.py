"""Headers that claim another address: believed only from as many proxies as the settings name."""

from tests.client import Client

LINES = ["X-Forwarded-For: 10.0.0.{}", "X-Real-IP: 10.0.0.{}", "Forwarded: for=10.0.0.{}", "X-Client-IP: 10.0.0.{}"]
LINES += ["True-Client-IP: 10.0.0.{}", "X-Forwarded-Host: host{}.example"]


def guess(client, email, source, headers):
    login = {"email": email, "password": "not the password"}
    sent = {"json": login, "headers": headers, "environ_base": {"REMOTE_ADDR": source}}
    return client.post("/api/users/login", **sent).status_code


def test_without_a_proxy_no_header_counts(client, alice, address):
    source = address()
    claims = [dict([LINES[number % len(LINES)].format(number).split(": ")]) for number in range(11)]
    assert [guess(client, alice.email, source, headers) for headers in claims] == [401] * 10 + [429]


def test_behind_a_proxy_only_what_it_added_counts(make_app, alice, address):
    client = Client(make_app(trusted_proxies=1))
    proxy, person = address(), address()
    claims = [{"X-Forwarded-For": f"10.0.0.{number}, {person}"} for number in range(11)]
    assert [guess(client, alice.email, proxy, headers) for headers in claims] == [401] * 10 + [429]
    assert guess(client, alice.email, proxy, {"X-Forwarded-For": address()}) == 401
