"""A database of its own for demo data: other tests' people would be in its way, and it in theirs."""

from datetime import UTC, datetime

import pytest

from headway.app import create_app
from headway.config import Config
from tests.conftest import SECRETS, TEMPLATE, close, of_database, server

END = datetime(2026, 11, 5, 15, tzinfo=UTC)
AS_OF = "--as-of=2026-11-05T15:00:00"


@pytest.fixture(scope="session")
def make_demo_app(stack, database_url, redis_url):
    """Build an app on a new database: `make_demo_app("empty")`."""
    made = []

    def make(name):
        with server(stack) as connection:
            connection.execute(f'CREATE DATABASE "{name}" TEMPLATE {TEMPLATE}')
        url = of_database(stack, name)
        made.append(create_app(Config(database_url=url, redis_url=redis_url, clock=lambda: END, **SECRETS)))
        return made[-1]

    yield make
    for app in made:
        close(app)


@pytest.fixture(scope="session")
def run(make_demo_app):
    """Run the command on an app: `run(app, "--users=3")` gives what click's runner gives."""

    def run(app, *options):
        return app.test_cli_runner().invoke(args=["demo-data", AS_OF, *options])

    return run


@pytest.fixture(scope="session")
def filled(make_demo_app, run, worker_name):
    """An app whose database holds 200 people with 5,000 tasks."""
    app = make_demo_app(f"demo-{worker_name}")
    result = run(app, "--users=200", "--tasks=5000", "--seed=7")
    assert result.exit_code == 0, result.output
    return app


@pytest.fixture
def empty(make_demo_app, worker_name, request):
    """An app with an empty database."""
    return make_demo_app(f"empty-{worker_name}-{abs(hash(request.node.name)) % 10**8}")
