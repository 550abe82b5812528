"""One kept connection, used as a signed-in page uses it: with little work of the client's own."""

import json
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from ssl import create_default_context

from tests.deploy.topology import Server
from tests.deploy.visiting import Visit

SECONDS = 20


class Wire:
    """Sends one request after the other, each once: `call("GET", "/api/tasks")` gives status and document."""

    def __init__(self, connection: HTTPConnection, headers: dict[str, str]) -> None:
        self._connection = connection
        self._headers = headers

    @classmethod
    def to_proxy(cls, visit: Visit) -> "Wire":
        """A connection of this visitor's to the proxy."""
        proxy = visit.topology.proxy
        context = create_default_context(cafile=proxy.certificate)
        return cls(HTTPSConnection(proxy.host, proxy.port, timeout=SECONDS, context=context), signed_in(visit))

    @classmethod
    def to_server(cls, visit: Visit, server: Server) -> "Wire":
        """A connection to a server, as the proxy would open it for this visitor."""
        proxy = visit.topology.proxy
        added = {"Host": f"{proxy.host}:{proxy.port}", "X-Forwarded-For": "127.9.9.9", "X-Forwarded-Proto": "https"}
        return cls(HTTPConnection(server.address, timeout=SECONDS), signed_in(visit) | added)

    def call(self, method: str, path: str, body: object = None) -> tuple[int, dict]:
        """Status and document; 0 and what went wrong where no reply came."""
        headers = self._headers | ({"Content-Type": "application/json"} if body is not None else {})
        try:
            self._connection.request(method, path, json.dumps(body) if body is not None else None, headers)
            reply = self._connection.getresponse()
            text = reply.read()
        except (OSError, HTTPException) as error:
            self._connection.close()
            return 0, {"error": repr(error)}
        return reply.status, json.loads(text) if text else {}

    def close(self) -> None:
        """Hang up; the next call opens the connection anew."""
        self._connection.close()


def signed_in(visit: Visit) -> dict[str, str]:
    """The headers that tell who is asking."""
    cookies = visit.session.cookies
    return {
        "Cookie": "; ".join(f"{name}={value}" for name, value in cookies.items()),
        "X-CSRF-TOKEN": cookies["__Host-csrf-access"],
    }
