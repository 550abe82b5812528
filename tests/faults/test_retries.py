"""Replies that get lost, writers that meet, and two servers that must say the same."""

import threading
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import urlsplit
from uuid import uuid4

import pytest
import requests

from tests.faults.proxy import Proxy
from tests.faults.report import IS_LONG, note
from tests.service.running import Visitor

CREATES = 2_000 if IS_LONG else 60
WRITERS, ROUNDS = (16, 200) if IS_LONG else (6, 8)
PAIRS = 10_000 if IS_LONG else 100
MOST_TRIES = 15  # three in ten are lost: more than that is a fault


@pytest.fixture
def losing(cluster, seed):
    """A way to the first API on which three of ten replies get lost."""
    place = urlsplit(cluster.servers[0].url)
    proxy = Proxy((place.hostname, place.port), seed)
    yield proxy
    proxy.end()


def insist(visitor, body):
    """Send until there is an answer; gives the last one, and how many tries it took."""
    for tries in range(1, MOST_TRIES + 1):
        try:
            return visitor.call("POST", "/api/tasks", body), tries
        except requests.RequestException:
            continue
    raise AssertionError(f"no answer in {MOST_TRIES} tries")


def test_a_create_that_is_sent_again_happens_once(cluster, losing, visitor):
    losing.lost_replies = 0.3
    through = visitor.twin(f"http://{losing.host}:{losing.port}")
    bodies = [{"id": str(uuid4()), "title": f"Once {number}"} for number in range(CREATES)]
    answers = [insist(through, body) for body in bodies]
    with cluster.connect() as connection:
        [[rows]] = connection.execute("SELECT count(*) FROM tasks WHERE title LIKE 'Once %'").fetchall()
    again = [reply for reply, _ in answers if reply.status_code == 200]
    note("A create that is sent again happens once", creates=CREATES, replies_lost=losing.lost, rows=rows)
    assert rows == CREATES
    assert again, "no reply was lost after its write: the test tests nothing"
    for body, (reply, _) in zip(bodies, answers, strict=True):
        assert reply.status_code in (200, 201)
        stored = visitor.call("GET", f"/api/tasks/{body['id']}")
        assert (reply.json(), reply.headers["ETag"]) == (stored.json(), stored.headers["ETag"])


def test_no_update_is_lost_among_many_writers(cluster, visitor):
    task_id = visitor.call("POST", "/api/tasks", {"title": "0"}).json()["id"]
    path = f"/api/tasks/{task_id}"
    versions, lock = [], threading.Lock()

    def work(number):
        own = visitor.twin(cluster.servers[number % 2].url)
        task = own.call("GET", path).json()
        for _ in range(ROUNDS):
            while True:
                body, known = {"title": str(int(task["title"]) + 1)}, {"If-Match": f'"v{task["version"]}"'}
                reply = own.call("PUT", path, body, headers=known)
                assert reply.status_code in (200, 412, 429, 503), reply.text
                if reply.status_code == 412:
                    task = reply.json()["current"]
                if reply.status_code == 200:
                    task = reply.json()
                    with lock:
                        versions.append(task["version"])
                    break

    with ThreadPoolExecutor(WRITERS) as pool:
        list(pool.map(work, range(WRITERS)))
    final = int(visitor.call("GET", path).json()["title"])
    note("No update is lost", writers=WRITERS, updates=len(versions), final=final)
    assert final == WRITERS * ROUNDS
    assert sorted(versions) == list(range(2, WRITERS * ROUNDS + 2))


def test_what_was_written_at_one_server_is_read_at_the_other(cluster, visitor):
    here, there = Visitor.twin(visitor), visitor.twin(cluster.servers[1].url)
    path = f"/api/tasks/{here.call('POST', '/api/tasks', {'title': 'Read me'}).json()['id']}"
    stale = 0
    for number in range(PAIRS):
        here.call("PUT", path, {"title": f"Read {number}"})
        stale += there.call("GET", path).json()["title"] != f"Read {number}"
        here, there = there, here
    note("What is written is read at once on every server", pairs=PAIRS, stale=stale)
    assert not stale
