"""The sockets under the streams: which browsers are gone, told by the system without waiting for a heartbeat."""

import select
import socket
from collections.abc import Iterable, Mapping
from typing import Any

from gevent.monkey import get_original

UNSENT_MS = 20_000
GONE = select.POLLRDHUP | select.POLLHUP | select.POLLERR if hasattr(select, "POLLRDHUP") else 0
# The real one: it answers at once, so no other greenlet has to run meanwhile.
poller = get_original("select", "poll")


def socket_of(environ: Mapping[str, Any]) -> socket.socket | None:
    """The connection of a request, under the servers that tell it (gunicorn, Flask's own); None under others."""
    found = environ.get("gunicorn.socket") or environ.get("werkzeug.socket")
    return found if hasattr(found, "fileno") else None


def give_up_when_stuck(connection: socket.socket | None) -> None:
    """Have the system end a connection whose other side takes nothing for 20 s: a stream would wait for it for ever."""
    if connection is not None and hasattr(socket, "TCP_USER_TIMEOUT") and connection.family != socket.AF_UNIX:
        connection.setsockopt(socket.IPPROTO_TCP, socket.TCP_USER_TIMEOUT, UNSENT_MS)


def gone(connections: Iterable[socket.socket]) -> set[int]:
    """The file descriptors of those connections that the other side has closed."""
    asking = poller()
    for connection in connections:
        if connection.fileno() >= 0:
            asking.register(connection.fileno(), GONE)
    return {descriptor for descriptor, _ in asking.poll(0)} if GONE else set()
