"""The app behind a server of its own (Flask's, as `flask run` starts it), so that streams are real connections."""

import threading
from contextlib import contextmanager

import pytest
from werkzeug.serving import WSGIRequestHandler, make_server

from tests import factories
from tests.realtime.following import Follower


class Quiet(WSGIRequestHandler):
    """Flask's server without a line for each request."""

    def log(self, *_):
        """Say nothing: the app writes a line of its own."""


@contextmanager
def listening(app):
    """The address of `app` until the block ends."""
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    server.daemon_threads = True
    threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
    try:
        yield f"http://127.0.0.1:{server.port}"
    finally:
        server.shutdown()
        server.server_close()


@pytest.fixture(scope="module")
def address(app):
    """Where the app of these tests listens."""
    with listening(app) as url:
        yield url


@pytest.fixture
def follow_at(app):
    """Open a stream on a server: `follow_at(address, alice, "?after=4")`; all are closed after the test."""
    opened = []

    def open_stream(url, person, query="", headers=None, cookies=None, of=None):
        cookies = cookies or factories.cookies_of(of or app, person)
        opened.append(Follower(url, cookies, query, headers))
        return opened[-1]

    yield open_stream
    for follower in opened:
        follower.close()


@pytest.fixture
def follow(follow_at, address):
    """Open a stream and wait for its first board: `follow(alice)`."""

    def open_stream(person, query="", headers=None, cookies=None):
        follower = follow_at(address, person, query, headers, cookies)
        if follower.status == 200:
            follower.wait("leaderboard")
        return follower

    return open_stream


@pytest.fixture
def add_task(client):
    """Give a person a task: `add_task(alice, title="Buy milk")`."""

    def add(person, **fields):
        reply = client.as_(person).post("/api/tasks", json={"title": "Buy milk"} | fields)
        assert reply.status_code == 201
        return reply.get_json()

    return add
