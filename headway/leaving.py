"""How a server leaves without losing anybody: no newcomer, a last look at the door, then all who are in are answered.

The system completes connections by itself and keeps them in line until the process takes them; those that are in line
when the socket closes are reset. A proxy that has sent a POST into one of them may not send it to another server.
See docs/decisions/0017-leaving-behind-a-proxy.md.
"""

import ctypes
import socket
import struct
import sys
import time
from collections.abc import Callable
from functools import partial
from typing import Any

from gevent.server import StreamServer
from gunicorn.workers.ggevent import GeventWorker

SETTLING_SECONDS = 0.1  # connections that have begun are completed; others find another server
SO_ATTACH_FILTER = 26  # asm-generic/socket.h
# What comes to a listening socket, from the TCP header on, passes this (https://docs.kernel.org/networking/filter.html):
NO_SYN = (
    (0x30, 0, 0, 13),  # load the byte of the flags
    (0x54, 0, 0, 0x12),  # of which SYN and ACK count
    (0x15, 0, 1, 0x02),  # a SYN alone asks for a new connection:
    (0x06, 0, 0, 0),  # drop it; it is sent again in a second, and then refused
    (0x06, 0, 0, 0xFFFF),  # take all else
)


def leave(server: Any, stop: Callable[[bool], None], graceful: bool = True) -> None:
    """Stop gunicorn's master by its own `stop`, after turning newcomers away from its sockets.

    Not where the sockets outlive it: those of systemd, and those that a master of a new release has taken over.
    """
    if graceful and not server.systemd and not server.reexec_pid:
        for listener in server.LISTENERS:
            turn_newcomers_away(listener.sock)
        time.sleep(SETTLING_SECONDS)
    stop(graceful)


def turn_newcomers_away(listener: socket.socket) -> None:
    """Have the system begin no more connections, and complete those that have begun. Does nothing but on Linux."""
    if sys.platform != "linux" or listener.family not in (socket.AF_INET, socket.AF_INET6):
        return
    steps = ctypes.create_string_buffer(b"".join(struct.pack("HBBI", *step) for step in NO_SYN))
    program = struct.pack("HP", len(NO_SYN), ctypes.addressof(steps))
    listener.setsockopt(socket.SOL_SOCKET, SO_ATTACH_FILTER, program)


class Door(StreamServer):  # type: ignore[misc]
    """A listening socket that lets in all who stand in line before it closes; gevent's own leaves them to be reset."""

    def close(self) -> None:
        """Take a last look, then close, with nothing in between."""
        if not self.closed:
            self.stop_accepting()
            while came := self.do_read():
                self.do_handle(*came)
        super().close()


class Plate:
    """The name on a door. Who was let in last begins when the door is closed, and a closed socket has no name."""

    def __init__(self, listener: Any) -> None:
        self._name = listener.getsockname()

    def getsockname(self) -> Any:
        """The address that the door had."""
        return self._name


class Worker(GeventWorker):  # type: ignore[misc]
    """gunicorn's gevent worker, behind such a door."""

    def server_class(self, listener: Any, *, spawn: Any, **_: Any) -> Door:
        """The server of a listening socket; of what gunicorn offers it takes what its own plain server would."""
        door = Door(listener, handle=partial(self.handle, Plate(listener)), spawn=spawn)
        if self.cfg.workers > 1:
            door.max_accept = 1  # the others take their share
        return door
