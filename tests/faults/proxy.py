"""A small TCP proxy whose owner decides what goes wrong: late, lost, cut, or never answered.

It stands between clients and the API, and between the API and its servers. What it does can be changed at any moment;
connections that are open follow.
"""

import asyncio
import random
import socket
import struct
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

RESET_ON_CLOSE = struct.pack("ii", 1, 0)  # SO_LINGER with no time to linger: close() then sends a reset
Address = tuple[str, int] | Path


class Proxy:
    """Passes on what comes to `port` of `host`, as its settings say.

    `latency` seconds are added each way. `is_closed`: connections are reset, new ones too. `is_silent`: what comes is
    kept and passed on later, as by a network that heals. `lost_replies` is the chance that a reply is thrown away and
    its connection reset after the request has gone through.
    """

    def __init__(self, upstream: Address, seed: int = 0, host: str = "127.0.0.1") -> None:
        self.upstream, self.host = upstream, host
        self.random = random.Random(seed)
        self.latency = self.lost_replies = 0.0
        self.is_silent = False
        self.lost = 0
        self._is_closed = False
        self._links: set[Link] = set()
        self._loop = asyncio.new_event_loop()
        self._thread = threading.Thread(target=self._loop.run_forever, name="proxy", daemon=True)
        self._thread.start()
        self._server = self._run(self._loop.create_server(lambda: Link(self), host, 0, backlog=512))
        self.port: int = self._server.sockets[0].getsockname()[1]

    @property
    def is_closed(self) -> bool:
        """Whether nobody gets through."""
        return self._is_closed

    @is_closed.setter
    def is_closed(self, value: bool) -> None:
        self._is_closed = value
        if value:
            self.reset()

    def reset(self) -> None:
        """Cut every open connection."""
        self._run(self._reset())

    def heal(self) -> None:
        """Pass everything on again, what was kept first."""
        self.latency = self.lost_replies = 0.0
        self._is_closed = self.is_silent = False
        self._run(self._release())

    @contextmanager
    def hurt(self, **settings: Any) -> Iterator[None]:
        """Have these settings until the block ends, then heal: `with proxy.hurt(is_silent=True): …`."""
        for name, value in settings.items():
            setattr(self, name, value)
        try:
            yield
        finally:
            self.heal()

    def end(self) -> None:
        """Listen no more."""
        self._server.close()
        self.reset()
        self._loop.call_soon_threadsafe(self._loop.stop)
        self._thread.join(5)
        self._loop.close()

    async def connect(self, link: "Link") -> asyncio.Transport:
        """A connection to what lies behind, of which `link` hears."""
        if isinstance(self.upstream, Path):
            transport, _ = await self._loop.create_unix_connection(lambda: Answers(link), str(self.upstream))
        else:
            transport, _ = await self._loop.create_connection(lambda: Answers(link), *self.upstream)
        return transport

    def later(self, call: Any, *words: Any) -> None:
        """Call after the latency of this moment."""
        if self.latency:
            self._loop.call_later(self.latency, call, *words)
        else:
            call(*words)

    def enter(self, link: "Link") -> bool:
        """Take a new connection; False when it is to be cut."""
        self._links.add(link)
        return not self._is_closed

    def leave(self, link: "Link") -> None:
        """Forget a connection that is gone."""
        self._links.discard(link)

    async def _reset(self) -> None:
        for link in tuple(self._links):
            link.cut()

    async def _release(self) -> None:
        for link in tuple(self._links):
            link.release()

    def _run(self, coroutine: Any) -> Any:
        return asyncio.run_coroutine_threadsafe(coroutine, self._loop).result(10)


class Link(asyncio.Protocol):
    """One connection of a client, and the one behind it."""

    def __init__(self, proxy: Proxy) -> None:
        self.proxy = proxy
        self.near: asyncio.Transport | None = None
        self.far: asyncio.Transport | None = None
        self._is_asked = False  # the next bytes from behind begin a reply
        self._to_far: list[bytes] = []
        self._to_near: list[bytes] = []

    def connection_made(self, transport: Any) -> None:
        """A client has come."""
        self.near = transport
        if self.proxy.enter(self):
            asyncio.ensure_future(self._open())  # noqa: RUF006 (it lives as long as the link)
        else:
            self.cut()

    async def _open(self) -> None:
        try:
            self.far = await self.proxy.connect(self)
        except OSError:
            self.cut()
        else:
            self.release()

    def data_received(self, data: bytes) -> None:
        """The client has sent something."""
        self._is_asked = True
        self._to_far.append(data)
        self.proxy.later(self.release)

    def answer(self, data: bytes) -> None:
        """What lies behind has replied."""
        is_first, self._is_asked = self._is_asked, False
        if is_first and self.proxy.lost_replies and self.proxy.random.random() < self.proxy.lost_replies:
            self.proxy.lost += 1
            self.cut()
            return
        self._to_near.append(data)
        self.proxy.later(self.release)

    def release(self) -> None:
        """Pass on what was kept."""
        if self.proxy.is_silent:
            return
        if self.far and self._to_far:
            self.far.write(b"".join(self._to_far))
            self._to_far.clear()
        if self.near and self._to_near:
            self.near.write(b"".join(self._to_near))
            self._to_near.clear()

    def connection_lost(self, _error: Exception | None) -> None:
        """The client is gone."""
        self.proxy.leave(self)
        if self.far:
            self.far.close()

    def far_end(self) -> None:
        """What lies behind is gone."""
        self.release()
        if self.near:
            self.near.close()

    def cut(self) -> None:
        """End both connections without a word."""
        for transport in (self.near, self.far):
            if transport:
                plug: socket.socket = transport.get_extra_info("socket")
                if plug.family != socket.AF_UNIX:
                    plug.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, RESET_ON_CLOSE)
                transport.abort()


class Answers(asyncio.Protocol):
    """The far end of a link."""

    def __init__(self, link: Link) -> None:
        self._link = link

    def data_received(self, data: bytes) -> None:
        """A reply."""
        self._link.answer(data)

    def connection_lost(self, _error: Exception | None) -> None:
        """The end of it."""
        self._link.far_end()
