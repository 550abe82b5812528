"""Requests of two lengths: whoever reads them one way behind somebody who reads them the other has a second request."""

import re
import socket
import ssl

import pytest

SMUGGLED = b"GET /smuggled HTTP/1.1\r\nHost: {host}\r\n\r\n"
STATUS = re.compile(rb"^HTTP/1\.[01] (\d{3}) ", re.MULTILINE)
REFUSED = (400, 422, 501)
CHUNKED, LENGTH = b"Transfer-Encoding: chunked", b"Content-Length: 4"
CASES = {
    "both lengths": (b"POST /api/users/login HTTP/1.1", [LENGTH, CHUNKED], b"0\r\n\r\n"),
    "both lengths, chunked first": (b"POST /api/users/login HTTP/1.1", [CHUNKED, LENGTH], b"0\r\n\r\n"),
    "chunked twice": (b"POST /api/users/login HTTP/1.1", [CHUNKED, CHUNKED, LENGTH], b"0\r\n\r\n"),
    "an unknown coding": (b"POST /api/users/login HTTP/1.1", [b"Transfer-Encoding: xchunked", LENGTH], b"0\r\n\r\n"),
    "a coding before the last": (
        b"POST /api/users/login HTTP/1.1",
        [b"Transfer-Encoding: chunked, identity"],
        b"0\r\n\r\n",
    ),
    "a blank before the colon": (
        b"POST /api/users/login HTTP/1.1",
        [b"Transfer-Encoding : chunked", LENGTH],
        b"0\r\n\r\n",
    ),
    "a folded line": (b"POST /api/users/login HTTP/1.1", [b"Transfer-Encoding:\r\n chunked", LENGTH], b"0\r\n\r\n"),
    "chunked in HTTP/1.0": (b"POST /api/users/login HTTP/1.0", [CHUNKED, LENGTH], b"0\r\n\r\n"),
    "two unequal lengths": (b"POST /api/users/login HTTP/1.1", [LENGTH, b"Content-Length: 0"], b"body"),
    "a length with a sign": (b"POST /api/users/login HTTP/1.1", [b"Content-Length: +4"], b"body"),
    "a list of lengths": (b"POST /api/users/login HTTP/1.1", [b"Content-Length: 4, 0"], b"body"),
    "a length below nothing": (b"POST /api/users/login HTTP/1.1", [b"Content-Length: -4"], b"body"),
    "a hexadecimal length": (b"POST /api/users/login HTTP/1.1", [b"Content-Length: 0x4"], b"body"),
    "a size beyond all sizes": (
        b"POST /api/users/login HTTP/1.1",
        [CHUNKED],
        b"ffffffffffffffff1\r\nbody\r\n0\r\n\r\n",
    ),
}


def exchange(place, host, context, case):
    """All that comes back for one connection."""
    line, headers, body = case
    head = b"\r\n".join([line, b"Host: " + host, b"Content-Type: application/json", *headers])
    with socket.create_connection(place, timeout=10) as plain:
        connection = context.wrap_socket(plain, server_hostname=place[0]) if context else plain
        with connection:
            connection.sendall(head + b"\r\n\r\n" + body + SMUGGLED.replace(b"{host}", host))
            if context is None:
                connection.shutdown(socket.SHUT_WR)  # nothing more will come of a body that claims to be endless
            found = b""
            while piece := connection.recv(65536):
                found += piece
    return found


@pytest.mark.parametrize("case", CASES.values(), ids=CASES.keys())
@pytest.mark.parametrize("end", ["nginx", "server"])
def test_a_request_of_doubtful_length_is_the_last_of_its_connection(topology, end, case):
    proxy = topology.proxy
    host = f"{proxy.host}:{proxy.port}".encode()
    if end == "nginx":
        place, context = (proxy.host, proxy.port), ssl.create_default_context(cafile=proxy.certificate)
    else:
        name, port = topology.servers[0].address.split(":")
        place, context = (name, int(port)), None
    found = exchange(place, host, context, case)
    [status] = STATUS.findall(found)
    assert int(status) in REFUSED
    assert "/smuggled" not in (proxy.place / "access.log").read_text()
