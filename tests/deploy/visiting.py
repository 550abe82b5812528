"""People who use a deployment: through its proxy, or from one server to another."""

import random
import ssl

import requests

from tests.deploy.topology import Topology
from tests.realtime.following import Follower
from tests.service.running import Visitor

PASSWORD = "seven quiet herons wade"


class Visit(Visitor):
    """A browser in front of the proxy."""

    def __init__(self, topology: Topology) -> None:
        super().__init__(topology.proxy.url)
        self.topology = topology
        self.session.trust_env = False
        self.session.verify = str(topology.proxy.certificate)

    def call(self, method: str, path: str, body: object = None, **options: object) -> requests.Response:
        """One request, as the page would send it."""
        own = "refresh" if path in ("/api/users/refresh", "/api/users/logout") else "access"
        given: dict[str, str] = options.pop("headers", {})  # type: ignore[assignment]
        headers = {"X-CSRF-TOKEN": self.session.cookies.get(f"__Host-csrf-{own}", "")} | given
        return self.session.request(method, self.url + path, json=body, headers=headers, timeout=20, **options)

    def follow(self, query: str = "") -> Follower:
        """Open an event stream."""
        context = ssl.create_default_context(cafile=self.topology.proxy.certificate)
        return Follower(self.url, self.session.cookies.get_dict(), query, context=context)


class Wanderer(Visit):
    """A browser each of whose requests a proxy of the test's own gives to any of the servers."""

    def __init__(self, topology: Topology, seed: int) -> None:
        super().__init__(topology)
        self.random = random.Random(seed)

    def call(self, method: str, path: str, body: object = None, **options: object) -> requests.Response:
        """One request, to any server."""
        return self.call_at(self.random.choice(self.topology.servers), method, path, body, **options)

    def call_at(self, server, method: str, path: str, body: object = None, **options: object) -> requests.Response:
        """One request, to this server."""
        proxy = self.topology.proxy
        added = {"Host": f"{proxy.host}:{proxy.port}", "X-Forwarded-For": "127.9.9.9", "X-Forwarded-Proto": "https"}
        # Over a plain connection the library keeps these cookies to itself: here TLS has ended before it.
        added["Cookie"] = "; ".join(f"{name}={value}" for name, value in self.session.cookies.items())
        self.url = server.url
        return super().call(method, path, body, headers=added | options.pop("headers", {}), **options)  # type: ignore
