"""Which streams are open in this process, by their owners."""

import threading
from collections import defaultdict
from socket import socket
from uuid import UUID

from prometheus_client import Gauge

from headway.realtime import connections
from headway.realtime.stream import Stream

OPEN = Gauge("headway_event_streams", "Open event streams.", multiprocess_mode="livesum")


class OpenStreams:
    """The streams and, where the server tells it, the connection under each. Asked by many threads."""

    def __init__(self) -> None:
        self._by_owner: dict[UUID, dict[Stream, socket | None]] = defaultdict(dict)
        self._lock = threading.Lock()

    def __contains__(self, owner_id: UUID) -> bool:
        return owner_id in self._by_owner

    def __bool__(self) -> bool:
        return bool(self._by_owner)

    def add(self, stream: Stream, connection: socket | None) -> None:
        """Take in a stream."""
        with self._lock:
            self._by_owner[stream.owner_id][stream] = connection
        OPEN.inc()

    def remove(self, stream: Stream) -> bool:
        """Let a stream go; False when it was gone already."""
        with self._lock:
            own = self._by_owner.get(stream.owner_id, {})
            was_open = stream in own
            own.pop(stream, None)
            if not own:
                self._by_owner.pop(stream.owner_id, None)
        if was_open:
            OPEN.dec()
        return was_open

    def every(self) -> list[Stream]:
        """All of them."""
        return [stream for stream, _ in self._pairs()]

    def of(self, owner_id: UUID) -> list[Stream]:
        """Those of a person."""
        with self._lock:
            return list(self._by_owner.get(owner_id, ()))

    def abandoned(self) -> list[Stream]:
        """Those whose browser has closed the connection."""
        connected = [(stream, connection) for stream, connection in self._pairs() if connection is not None]
        streams = {connection.fileno(): stream for stream, connection in connected}
        return [streams[number] for number in connections.gone(connection for _, connection in connected)]

    def _pairs(self) -> list[tuple[Stream, socket | None]]:
        with self._lock:
            return [pair for own in self._by_owner.values() for pair in own.items()]
