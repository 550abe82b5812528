"""A browser's end of an event stream, over a real connection."""

import json
import socket
import threading
import time
from dataclasses import dataclass
from functools import partial
from http.client import HTTPConnection, HTTPException, HTTPSConnection
from urllib.parse import urlsplit

PATIENCE_SECONDS = 8.0


@dataclass(frozen=True)
class Told:
    """One event as it came, or a comment (kind ":")."""

    kind: str
    number: int | None
    data: object
    at: float


class Follower:
    """An open stream: `wait("task")` gives the next event of that kind, `close()` goes away without a word."""

    def __init__(self, url, cookies, query="", headers=None, context=None):
        address = urlsplit(url)
        kind = partial(HTTPSConnection, context=context) if context else HTTPConnection
        connection = kind(address.hostname, address.port, timeout=60)
        cookie = "; ".join(f"{name}={value}" for name, value in cookies.items())
        try:
            connection.request("GET", f"/api/events{query}", headers={"Cookie": cookie, **(headers or {})})
            self._socket = connection.sock
            self._response = connection.getresponse()
        except (OSError, HTTPException):
            connection.close()
            raise
        self.status, self.headers = self._response.status, self._response.headers
        self.told = []
        self.retry_ms = None
        self._seen = {}
        self._change = threading.Condition()
        self.ended_at = None
        if self.status == 200:
            threading.Thread(target=self._read, daemon=True).start()
        else:
            self.problem = json.loads(self._response.read())
            self.close()

    def wait(self, kind, matching=lambda told: True, seconds=PATIENCE_SECONDS):
        """The next event of `kind` that was not given before, and matches; fails when none comes."""
        deadline = time.monotonic() + seconds
        with self._change:
            while True:
                for place in range(self._seen.get(kind, 0), len(self.told)):
                    told = self.told[place]
                    if told.kind == kind and matching(told):
                        self._seen[kind] = place + 1
                        return told
                left = deadline - time.monotonic()
                assert left > 0, f"no {kind} within {seconds} s; told: {self.told}"
                self._change.wait(left)

    def wait_for_end(self, seconds=PATIENCE_SECONDS):
        """The moment when the server ended the stream; fails when it does not."""
        with self._change:
            assert self._change.wait_for(lambda: self.ended_at is not None, seconds), f"still open after {seconds} s"
        return self.ended_at

    def of(self, kind):
        """All events of a kind so far."""
        with self._change:
            return [told for told in self.told if told.kind == kind]

    @property
    def last_number(self):
        """What the browser would send as Last-Event-ID."""
        with self._change:
            return next((told.number for told in reversed(self.told) if told.number is not None), None)

    def close(self):
        """Go away."""
        try:
            self._socket.shutdown(socket.SHUT_RDWR)
        except OSError:
            return  # the server was first
        finally:
            self._response.close()
            self._socket.close()

    def _read(self):
        fields = {}
        try:
            for line in self._response:
                self._take(line.decode().rstrip("\n"), fields)
        except (OSError, ValueError, AttributeError, HTTPException):
            pass  # closed under us: the end of the stream like any other
        with self._change:
            self.ended_at = time.monotonic()
            self._change.notify_all()

    def _take(self, line, fields):
        if line.startswith(":"):
            self._add(Told(":", None, line[1:].strip(), time.monotonic()))
        elif line:
            name, _, value = line.partition(": ")
            fields[name] = value
            if name == "retry":
                self.retry_ms = int(value)
        elif "data" in fields:
            number = int(fields["id"]) if "id" in fields else None
            self._add(Told(fields["event"], number, json.loads(fields["data"]), time.monotonic()))
            fields.clear()

    def _add(self, told):
        with self._change:
            self.told.append(told)
            self._change.notify_all()
