"""Real servers, an app, a clock and a cast.

One PostgreSQL and one Valkey serve a whole run. The schema comes from the migrations, once, into the database that each
worker's own is copied from. Every test has people of its own and nothing is undone: what streams and autocommit reads
see is what was committed.
"""

import fcntl
import os
import random
from collections import Counter
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from uuid import uuid4

import psycopg
import pytest
from sqlalchemy.engine import make_url

from headway.app import create_app
from headway.config import Config
from headway.embedded import Stack, scratch_home
from headway.starting import migrate
from headway.statements import statement_sent
from tests import factories
from tests.client import Client

SECRETS = {
    "secret_key": "signs-what-is-not-a-token-0123456789",
    "jwt_secret_key": "signs-the-tokens-of-tests-0123456789",
}
TEMPLATE = "migrated"


class Clock:
    """The app's clock: the real one until a test sets it; it then stands still until it is advanced."""

    def __init__(self):
        self.instant = None

    def __call__(self):
        return self.instant or datetime.now(UTC)

    def set(self, instant):
        self.instant = instant

    def advance(self, **duration):
        self.instant = self() + timedelta(**duration)


@pytest.fixture(scope="session")
def stack():
    """The servers of this run, shared by its workers and gone with the last of them."""
    run_id = os.environ.get("PYTEST_XDIST_TESTRUNUID", f"p{os.getpid()}")
    stack = Stack(scratch_home(run_id), test=True)
    with stack.acquire():
        yield stack


@pytest.fixture(scope="session")
def database_url(stack, worker_name):
    """The address of this worker's database, a copy of the migrated one."""
    with server(stack) as connection, open(stack.home / "template.lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not connection.execute("SELECT FROM pg_database WHERE datname = %s", [TEMPLATE]).rowcount:
            make_template(stack, connection)
        connection.execute(f'CREATE DATABASE "{worker_name}" TEMPLATE {TEMPLATE}')
    return of_database(stack, worker_name)


@pytest.fixture(scope="session")
def worker_name():
    """gw0, gw1, …: what this worker's database is called; its number is that of its Valkey database."""
    return os.environ.get("PYTEST_XDIST_WORKER", "gw0")


@pytest.fixture(scope="session")
def redis_url(stack, worker_name):
    """The address of this worker's database in Valkey."""
    return stack.redis_url.replace("db=0", f"db={int(worker_name.removeprefix('gw')) % 16}")


@pytest.fixture(scope="session")
def board_urls(stack, worker_name, database_url):
    """The addresses of another database and another Valkey database: of a board on which a test decides who is."""
    name, number = f"{worker_name}-board", 8 + int(worker_name.removeprefix("gw")) % 8
    with server(stack) as connection:
        connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}')
    return {"database_url": of_database(stack, name), "redis_url": stack.redis_url.replace("db=0", f"db={number}")}


@pytest.fixture(scope="session")
def make_app(database_url, redis_url):
    """Build an app on this worker's databases, with any setting changed."""
    made = []

    def make(**settings):
        made.append(create_app(Config(**({"database_url": database_url, "redis_url": redis_url} | SECRETS | settings))))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture(scope="session")
def the_clock():
    """The clock of the shared app; tests take `clock`, which sets it right again."""
    return Clock()


@pytest.fixture(scope="session")
def app(make_app, the_clock):
    """The app that most tests share; one that changes settings makes its own with `make_app`.

    With HEADWAY_SERVERS=3 there are three alike, and each request goes to any of them: the same must come of it.
    """
    alike = [make_app(clock=the_clock) for _ in range(int(os.environ.get("HEADWAY_SERVERS", "1")))]
    doors = [each.wsgi_app for each in alike]
    alike[0].wsgi_app = lambda environ, start_response: random.choice(doors)(environ, start_response)
    return alike[0]


@pytest.fixture
def clock(the_clock):
    """The app's clock: `set` it to an instant, `advance` it by `days=1`."""
    yield the_clock
    the_clock.instant = None


@pytest.fixture
def in_app(app):
    """The application context, for tests that call a service or look into the database."""
    with app.app_context():
        yield app


@pytest.fixture
def client(app):
    """A browser that is not signed in; `client.as_(alice)` is another one, in which Alice is."""
    return Client(app)


@pytest.fixture
def make_person(app):
    """Make a person with an account: `make_person("Dana", timezone="Europe/Berlin")`."""

    def make(name, **values):
        with app.app_context():
            return factories.make_person(name, **values)

    return make


@pytest.fixture
def unique_email():
    """An address that nobody has."""
    return f"dana-{uuid4().hex[:12]}@people.example"


@pytest.fixture
def alice(make_person):
    """She owns what the test is about."""
    return make_person("Alice")


@pytest.fixture
def bob(make_person):
    """He is on Alice's team."""
    return make_person("Bob")


@pytest.fixture
def charlie(make_person):
    """A stranger to both."""
    return make_person("Charlie")


@pytest.fixture
def statements():
    """Count what is sent to the database: `with statements() as counted: …; counted.total()`. BEGIN, COMMIT: free."""

    @contextmanager
    def counting():
        counted = Counter()

        def count(cursor, statement, parameters):
            counted[statement] += 1

        with statement_sent.connected_to(count):
            yield counted

    return counting


def make_template(stack, connection):
    """Migrate a database of its own, then name it the template: a half-made one is never copied."""
    connection.execute("DROP DATABASE IF EXISTS unfinished")
    connection.execute("CREATE DATABASE unfinished")
    app = create_app(Config(database_url=of_database(stack, "unfinished"), redis_url=stack.redis_url, **SECRETS))
    with app.app_context():
        migrate()
    close(app)
    connection.execute(f"ALTER DATABASE unfinished RENAME TO {TEMPLATE}")


@contextmanager
def server(stack):
    """A connection for making databases."""
    url = stack.database_url.replace("+psycopg", "", 1)
    with psycopg.connect(url, autocommit=True) as connection:
        yield connection


def of_database(stack, name):
    """The address of another database of the same server."""
    return make_url(stack.database_url).set(database=name).render_as_string(hide_password=False)


def close(app):
    """End the app's streams, and give back its connections."""
    hub = app.extensions["headway.hub"]
    hub.drain()
    hub.join(5)  # or what it is just reading would come back to a pool that nobody closes
    with app.app_context():
        app.extensions["sqlalchemy"].engine.dispose()
    app.extensions["headway.valkey"].close()
