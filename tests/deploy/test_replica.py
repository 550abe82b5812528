"""A streaming replica: backups are read from it, it answers reads, and it takes over when the primary is gone.

`make faults` runs it: starting two more servers of PostgreSQL takes longer than the suite may.
"""

import os
import signal
import subprocess
import tempfile
from pathlib import Path

import pytest

from headway.embedded import Stack, scratch_home
from tests.conftest import SECRETS
from tests.deploy.replicas import Server, url_of
from tests.service.running import HEADWAY, Visitor, running, until

KEYS = {name.upper(): value for name, value in SECRETS.items()}
TASKS = 120


@pytest.fixture
def pair():
    """A primary with migrated tables, and a replica that follows it."""
    with tempfile.TemporaryDirectory(prefix="headway-", dir=scratch_home("any").parent) as directory:
        os.chmod(directory, 0o711)  # noqa: S103 (the servers' account must pass through)
        primary, replica = Server(Path(directory, "primary")), Server(Path(directory, "replica"))
        try:
            primary.initialise()
            primary.start()
            primary.prepare()
            command(url_of("headway_owner", primary), "db", "upgrade")
            primary.make_roles()
            replica.follow(primary)
            replica.start()
            yield primary, replica
        finally:
            replica.end()
            primary.end()


def command(database_url, *words, redis_url="redis://127.0.0.1:1/0"):
    """Run one of our commands on a database; most of them do without Valkey."""
    environ = os.environ | KEYS | {"DATABASE_URL": database_url, "REDIS_URL": redis_url}
    done = subprocess.run([*HEADWAY, *map(str, words)], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def has_all(primary, replica):
    """Whether the replica has replayed what the primary has written."""
    with primary.connect() as connection:
        written = connection.execute("SELECT pg_current_wal_lsn()").fetchone()[0]
    with replica.connect() as connection:
        return connection.execute("SELECT pg_last_wal_replay_lsn() >= %s", [written]).fetchone()[0]


def titles(visitor):
    return {task["title"] for task in visitor.call("GET", "/api/users/me/export").json()["tasks"]}


def test_a_replica_takes_backups_and_reads_and_takes_over(pair, tmp_path):
    primary, replica = pair
    with running(workers=1, DATABASE_URL=url_of("headway_app", primary, replica), **KEYS) as service:
        visitor = Visitor(service.url)
        user = visitor.register()
        for number in range(TASKS):
            body = {"title": f"Task {number}", "status": "completed" if number % 3 else "pending"}
            assert visitor.call("POST", "/api/tasks", body).status_code == 201
        wanted = {f"Task {number}" for number in range(TASKS)}
        until(lambda: has_all(primary, replica), 20)

        reader = url_of("headway_reader", replica)
        command(reader, "backup", tmp_path / "of-the-replica.backup")
        command(reader, "counts", "verify")
        command(reader, "leaderboard", "verify", redis_url=Stack(service.home).redis_url)

        with running(workers=1, DATABASE_URL=url_of("headway_app", replica), **KEYS) as reading:
            guest = Visitor(reading.url)
            guest.session.cookies.update({cookie.name: cookie.value for cookie in visitor.session.cookies})
            assert titles(guest) == wanted
            refused = guest.call("POST", "/api/tasks", {"title": "Not here"})
            assert (refused.status_code, "Retry-After" in refused.headers) == (503, True)

        primary.end(signal.SIGKILL)
        assert visitor.call("GET", "/api/tasks").status_code == 503
        with replica.connect() as connection:
            connection.execute("SELECT pg_promote()")
        until(service.is_ready, 20)
        assert visitor.call("POST", "/api/tasks", {"title": "Afterwards"}).status_code == 201
        assert titles(visitor) == wanted | {"Afterwards"}
        command(url_of("headway_owner", replica), "restore", "--replace", tmp_path / "of-the-replica.backup")
        replica.make_roles()
        again = Visitor(service.url)
        login = {"email": user["email"], "password": "seven quiet herons wade"}
        assert again.call("POST", "/api/users/login", login).status_code == 200
        assert titles(again) == wanted
