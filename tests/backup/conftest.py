"""Databases of their own, since a restore replaces all there is."""

from uuid import uuid4

import pytest

from headway.app import create_app
from headway.config import Config
from tests.conftest import SECRETS, close, of_database, server


@pytest.fixture
def make_database_app(stack, redis_url):
    """An app on a new, empty database."""
    made = []

    def make():
        name = f"backup-{uuid4().hex[:12]}"
        with server(stack) as connection:
            connection.execute(f'CREATE DATABASE "{name}"')
        made.append((name, create_app(Config(database_url=of_database(stack, name), redis_url=redis_url, **SECRETS))))
        return made[-1][1]

    yield make
    for name, app in made:
        close(app)
        with server(stack) as connection:
            connection.execute(f'DROP DATABASE "{name}" WITH (FORCE)')


@pytest.fixture
def run():
    """Run a command on an app: gives its exit code and all that it said."""

    def invoke(app, *words):
        result = app.test_cli_runner().invoke(args=[str(word) for word in words])
        if result.exception and not isinstance(result.exception, SystemExit):
            raise result.exception
        return result.exit_code, result.output

    return invoke
