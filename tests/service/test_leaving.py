"""A server that is asked to leave sends its streams away and is gone soon."""

import signal
import time

from tests.realtime.following import Follower
from tests.service.running import Visitor, running

STREAM_SECONDS = 2
SOON_SECONDS = 25  # well before the end is forced; five of them for a browser that keeps its connection


def test_a_server_with_open_streams_ends_soon():
    with running() as service:
        visitors = [Visitor(service.url) for _ in range(3)]
        for visitor in visitors:
            visitor.register()
        streams = [Follower(service.url, visitor.session.cookies.get_dict()) for visitor in visitors for _ in range(4)]
        streams[0].wait("leaderboard")
        began = time.monotonic()
        service.process.send_signal(signal.SIGTERM)
        try:
            for stream in streams:
                assert stream.wait_for_end() - began < STREAM_SECONDS
            service.process.wait(30)
            assert time.monotonic() - began < SOON_SECONDS
        finally:
            for stream in streams:
                stream.close()
