"""Hashes that are weak, or so costly that they take the service down."""

import threading
import time

import pytest
from argon2 import extract_parameters
from argon2.low_level import Type

from headway.accounts import passwords
from headway.accounts.passwords import Queue
from headway.errors import Unavailable

PASSWORD = "seven quiet otters"


def register(client, email, password):
    return client.post("/api/users/register", json={"name": "Dana", "email": email, "password": password})


def test_hashes_are_what_owasp_asks_for():
    for password_hash in (passwords.hash_password(PASSWORD), passwords.NOBODYS_HASH):
        parameters = extract_parameters(password_hash)
        cost = (parameters.memory_cost, parameters.time_cost, parameters.parallelism)
        assert (parameters.type, cost) == (Type.ID, (19_456, 2, 1))
        assert not passwords.needs_rehash(password_hash)


@pytest.mark.parametrize(
    "password", ["🦦" * 12 + "abcdefghijklmnopqrstuvwxyz-1234567890, and 64", "a\tb\0c" + "é" * 9, " " * 3 + PASSWORD]
)
def test_every_character_counts_as_typed(client, unique_email, password):
    assert register(client, unique_email, password).status_code == 201
    login = {"email": unique_email, "password": password}
    assert client.post("/api/users/login", json=login).status_code == 200
    assert client.post("/api/users/login", json=login | {"password": password.strip() + " "}).status_code == 401


@pytest.mark.parametrize(("length", "status"), [(11, 422), (12, 201), (256, 201), (257, 422)])
def test_lengths_are_in_code_points(client, unique_email, length, status):
    password = ("🦦🌊🍀🐚🎏🪷🌙⛵🪁🎐🐝🦉" * 22)[:length]
    assert register(client, unique_email, password).status_code == status


@pytest.mark.parametrize(("size", "status"), [(100_000, 422), (1_000_000, 413)])
def test_a_huge_password_is_refused_before_it_is_hashed(client, alice, size, status):
    began = time.process_time()
    login = {"email": alice.email, "password": "x" * size}
    assert client.post("/api/users/login", json=login).status_code == status
    assert register(client, "x@x.test", "x" * size).status_code == status
    assert time.process_time() - began < 0.5


def test_whoever_would_wait_too_long_is_refused():
    queue = Queue(at_once=1, most_waiting=0)
    with queue.turn(), pytest.raises(Unavailable), queue.turn():
        pass
    with queue.turn():
        pass


def test_turns_are_taken_one_after_the_other():
    queue = Queue(at_once=2, most_waiting=20)
    at_once, most = 0, 0
    lock = threading.Lock()

    def take():
        nonlocal at_once, most
        with queue.turn():
            with lock:
                at_once += 1
                most = max(most, at_once)
            passwords.hasher.hash(PASSWORD)
            with lock:
                at_once -= 1

    threads = [threading.Thread(target=take) for _ in range(8)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert most == 2


def test_no_connection_is_held_while_hashing(make_app, alice, monkeypatch):
    from tests.client import Client

    app = make_app()
    held = []
    verify = passwords.hasher.verify

    class Spy:
        def verify(self, *given):
            held.append(app.extensions["sqlalchemy"].engine.pool.checkedout())
            return verify(*given)

        check_needs_rehash = staticmethod(passwords.hasher.check_needs_rehash)

    monkeypatch.setattr(passwords, "hasher", Spy())
    login = {"email": alice.email, "password": alice.password}
    assert Client(app).post("/api/users/login", json=login).status_code == 200
    assert held == [0]
