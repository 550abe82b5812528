"""Homes for embedded servers, each test its own, and processes that use them."""

import os
import subprocess
import sys
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import psycopg
import pytest

import headway.embedded
from headway.embedded import Stack, scratch_home

SOURCES = Path(headway.embedded.__file__).parents[2]
USER = """
import sys
from headway.embedded import Stack
lease = Stack(sys.argv[1]).acquire()
print("acquired", flush=True)
sys.stdin.read()
"""


@contextmanager
def open_directory():
    """A directory in memory, where there is some, which the servers' account can pass through."""
    made = Path(tempfile.mkdtemp(prefix="headway-", dir=scratch_home("any").parent))
    made.chmod(0o711)
    try:
        yield made
    finally:
        # Not shutil.rmtree, which fails when a keeper removes its home for tests at the same time.
        subprocess.run(["rm", "-rf", made], check=True)


@contextmanager
def copied(seed):
    """A copy of `seed`, whose servers are ended at last."""
    with open_directory() as made:
        subprocess.run(["cp", "-a", seed, made / "home"], check=True)
        yield made / "home"
        Stack(made / "home").stop()


@pytest.fixture(scope="session")
def seed():
    """A home whose servers have been started once: copying it spares a test the wait for initdb."""
    with open_directory() as made:
        with Stack(made / "home").acquire():
            pass
        Stack(made / "home").stop()
        yield made / "home"


@pytest.fixture
def directory():
    """A directory of this test alone."""
    with open_directory() as made:
        yield made


@pytest.fixture
def new_home(directory):
    """A home that does not exist yet."""
    yield directory / "home"
    if (directory / "home/keeper.lock").exists():
        Stack(directory / "home").stop()


@pytest.fixture
def home(seed):
    """A home whose servers have been started before."""
    with copied(seed) as home:
        yield home


@pytest.fixture(scope="module")
def shared_home(seed):
    """The same for all tests of a module."""
    with copied(seed) as home:
        yield home


@pytest.fixture
def start_user():
    """Start a process that uses the servers of a home; it says so in a line once it has them."""
    started = []

    def start(home, code=USER):
        process = subprocess.Popen(
            [sys.executable, "-c", code, home],
            env=os.environ | {"PYTHONPATH": str(SOURCES)},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        started.append(process)
        return process

    yield start
    for process in started:
        process.kill()
        process.communicate()


@pytest.fixture
def eventually():
    """Wait until a condition holds, and fail when it does not within `seconds`."""

    def wait(condition, seconds=10):
        ends_at = time.monotonic() + seconds
        while not condition():
            assert time.monotonic() < ends_at, f"not within {seconds} s"
            time.sleep(0.01)

    return wait


@pytest.fixture
def sockets():
    """Where the sockets of a stack lie: in its home, or in /tmp when its path does not suit them."""
    return lambda stack: Path(parse_qs(urlsplit(stack.database_url).query)["host"][0])


@pytest.fixture
def query():
    """Run a statement as the application and return its rows; None when the server is away."""

    def run(stack, statement, dbname="headway"):
        url = stack.database_url.replace("+psycopg", "", 1).replace("/headway?", f"/{dbname}?", 1)
        try:
            with psycopg.connect(url, autocommit=True) as connection:
                cursor = connection.execute(statement)
                return cursor.fetchall() if cursor.description else []
        except psycopg.OperationalError:
            return None

    return run
