"""A database that says nothing."""

import time
from pathlib import Path

import pytest
from sqlalchemy import text
from sqlalchemy.engine import make_url

from headway import patience
from headway.database import fetch_all
from tests.client import Client
from tests.faults.proxy import Proxy


@pytest.fixture
def proxy(database_url):
    """A way to the database that can fall silent."""
    proxy = Proxy(Path(str(make_url(database_url).query["host"]), ".s.PGSQL.5432"))
    yield proxy
    proxy.end()


@pytest.fixture
def behind_proxy(make_app, database_url, proxy, monkeypatch):
    """An app that goes this way, and has little patience."""
    monkeypatch.setattr(patience, "PATIENCE_SECONDS", 0.3)
    url = make_url(database_url)
    query = {name: value for name, value in url.query.items() if name not in ("host", "port")}
    through = url.set(host=proxy.host, port=proxy.port, query=query)
    return make_app(database_url=through.render_as_string(hide_password=False))


def test_a_request_gives_up_and_the_next_one_after_the_silence_is_answered(behind_proxy, proxy, alice):
    hers = Client(behind_proxy).as_(alice)
    assert hers.get("/api/tasks").status_code == 200
    with proxy.hurt(is_silent=True):
        began = time.monotonic()
        reply = hers.get("/api/tasks")
        assert (reply.status_code, reply.headers["Retry-After"]) == (503, "1")
        assert time.monotonic() - began < 2
    assert hers.get("/api/tasks").status_code == 200


def test_a_write_without_an_answer_has_an_unknown_outcome(behind_proxy, proxy, alice):
    hers = Client(behind_proxy).as_(alice)
    assert hers.get("/api/tasks").status_code == 200
    with proxy.hurt(is_silent=True):
        reply = hers.post("/api/tasks", json={"title": "There or not"})
    assert reply.status_code == 503
    assert "may or may not be there" in reply.json["detail"]


def test_what_is_no_request_waits_for_as_long_as_it_takes(behind_proxy):
    with behind_proxy.app_context():
        assert len(fetch_all(text("SELECT pg_sleep(0.6)"))) == 1
