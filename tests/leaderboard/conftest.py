"""A board of its own, empty at the start of each test: these tests ask for ranks, so nobody else may be on it."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

WEDNESDAY = datetime(2026, 8, 19, 12, tzinfo=UTC)


@pytest.fixture(scope="session")
def app(make_app, the_clock, board_urls):
    """The app of the board."""
    return make_app(clock=the_clock, **board_urls)


@pytest.fixture(autouse=True)
def on_wednesday(app, clock):
    """Nobody is on the board, and it is noon of 19 August 2026."""
    empty(app)
    clock.set(WEDNESDAY)


@pytest.fixture
def sql(app):
    """Rows of a statement, committed: `sql("SELECT …", owner=alice.id)`."""

    def run(statement, **values):
        with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
            done = connection.execute(text(statement), values)
            return done.all() if done.returns_rows else []

    return run


@pytest.fixture
def valkey(app):
    """The client that the app has."""
    return app.extensions["headway.valkey"]


def empty(app):
    """Forget everybody, here and in Valkey, and what this process remembers of them."""
    with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(text("TRUNCATE users, projection_queue CASCADE"))
    client = app.extensions["headway.valkey"]
    for key in list(client.scan_iter("headway:leaderboard:*")):
        client.unlink(key)
    app.extensions["headway.histograms"].__init__()
