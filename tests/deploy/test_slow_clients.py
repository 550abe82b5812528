"""Clients that send as slowly as they can: they cost the proxy a connection, and nobody else anything."""

import socket
import ssl
import time
from contextlib import ExitStack

from tests.deploy.conftest import IS_LONG

SLOW = 100
HEALTHY_SECONDS = 1.0
ROUNDS = 100 if IS_LONG else 20
GIVEN_UP = {"head": (9, 15), "body": (29, 40)}  # seconds: the limits of headway.conf, and room for a busy machine
PARTS = {
    "head": "GET /healthz HTTP/1.1\r\nHost: {host}\r\nX-Slow: ",
    "body": "POST /api/users/login HTTP/1.1\r\nHost: {host}\r\nContent-Length: 100\r\n\r\n{{",
}


def test_slow_clients_are_felt_by_nobody(topology, visit):
    proxy = topology.proxy
    context = ssl.create_default_context(cafile=proxy.certificate)
    with ExitStack() as stack:
        opened = {}
        for kind, text in PARTS.items():
            begun = text.format(host=f"{proxy.host}:{proxy.port}").encode()
            opened[kind] = [stack.enter_context(hang_on(proxy, context, begun)) for _ in range(SLOW // 2)]
        began = time.monotonic()
        for _ in range(ROUNDS):
            asked = time.monotonic()
            assert visit.call("GET", "/healthz").status_code == 200
            assert time.monotonic() - asked < HEALTHY_SECONDS
        for kind, connections in opened.items() if IS_LONG else ():
            for connection in connections:
                while connection.recv(4096):
                    pass  # a reply, perhaps: what counts is the end
            soonest, latest = GIVEN_UP[kind]
            assert soonest < time.monotonic() - began < latest


def hang_on(proxy, context, begun):
    """A connection on which a request has begun and does not go on."""
    plain = socket.create_connection((proxy.host, proxy.port), timeout=GIVEN_UP["body"][1] + 5)
    connection = context.wrap_socket(plain, server_hostname=proxy.host)
    connection.sendall(begun)
    return connection
