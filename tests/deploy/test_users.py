"""The users of Valkey and the roles of PostgreSQL that deploy/ sets up: what each may do, and what not."""

import os
import signal
import subprocess
import sys
from contextlib import ExitStack, contextmanager
from pathlib import Path

import psycopg
import pytest
import redis

from headway.embedded.binaries import valkey_server
from headway.embedded.valkey import RIGHTS
from tests.service.running import free_address, until

DEPLOY = Path(__file__).parents[2] / "deploy"
FORBIDDEN = ["EVAL 'return 1' 0", "CONFIG GET *", "KEYS *", "FLUSHALL", "FLUSHDB", "SHUTDOWN"]
FORBIDDEN += ["ACL LIST", "MONITOR", "REPLICAOF NO ONE", "SCRIPT FLUSH", "FUNCTION LIST", "CLIENT LIST", "SAVE"]
FORBIDDEN += [
    "SET other:key 1",
    "GET other:key",
    "PUBLISH other:channel 1",
    "MIGRATE h 1 headway:k 0 1",
    "SORT headway:k",
]
BEYOND_APP = ["CREATE TABLE t (a int)", "DROP TABLE tasks", "TRUNCATE tasks", "ALTER TABLE tasks ADD x int"]
BEYOND_APP += ["UPDATE alembic_version SET version_num = '0'", "COPY tasks TO PROGRAM 'true'", "CREATE SCHEMA s"]
BEYOND_APP += ["SELECT pg_read_file('postgresql.conf')", "CREATE ROLE r", "SET ROLE headway_owner"]
BEYOND_READER = [*BEYOND_APP[:4], "DELETE FROM tasks", "UPDATE users SET name = 'x'", "INSERT INTO projection_queue"]


@pytest.fixture(scope="module")
def made(tmp_path_factory):
    """The directory of secrets, as make_secrets.py makes it."""
    place = tmp_path_factory.mktemp("deploy") / "secrets"
    command = [sys.executable, str(DEPLOY / "make_secrets.py"), "tasks.example.org", str(place)]
    for _ in range(2):
        subprocess.run(command, check=True, capture_output=True)
    return place


@contextmanager
def valkey(made, place, *options):
    """A server with deploy's files, on an address of its own."""
    host, port = free_address().split(":")
    place.mkdir()
    own = ["--bind", host, "--port", port, "--dir", str(place), "--aclfile", str(made / "valkey_users")]
    command = [str(valkey_server(os.environ)), str(DEPLOY / "valkey" / "valkey.conf"), *own, *options]
    with subprocess.Popen(command, stdout=subprocess.DEVNULL) as process:
        try:
            yield host, int(port)
        finally:
            process.send_signal(signal.SIGKILL)


def client(made, address, user="headway", password="valkey"):
    secret = (made / f"{password}_password").read_text()
    return redis.Redis(*address, username=user, password=secret, retry=None)


@pytest.fixture(scope="module")
def servers(made, tmp_path_factory):
    """The addresses of a primary and of its replica."""
    place = tmp_path_factory.mktemp("valkey")
    with ExitStack() as stack:
        primary = stack.enter_context(valkey(made, place / "primary"))
        follow = ["--include", str(made / "valkey_replica.conf"), "--replicaof", f"{primary[0]} {primary[1]}"]
        replica = stack.enter_context(valkey(made, place / "replica", *follow))
        for address in (primary, replica):
            until(lambda: answers(made, address), 20)  # noqa: B023 (asked within the loop)
        yield primary, replica


def answers(made, address):
    try:
        with client(made, address) as asking:
            return asking.ping()
    except redis.RedisError:
        return False


@pytest.mark.parametrize("words", FORBIDDEN)
def test_the_servers_user_of_valkey_may_do_no_more_than_it_must(made, servers, words):
    with client(made, servers[0]) as asking, pytest.raises(redis.exceptions.NoPermissionError):
        asking.execute_command(*words.replace("'return 1'", "return").split())


def test_nobody_comes_in_without_a_password(servers):
    with redis.Redis(*servers[0], retry=None) as stranger, pytest.raises(redis.exceptions.AuthenticationError):
        stranger.ping()


def test_a_replica_follows(made, servers):
    with client(made, servers[0]) as primary, client(made, servers[1], "admin", "valkey_admin") as replica:
        primary.zadd("headway:board", {"alice": 4})
        until(lambda: replica.zscore("headway:board", "alice") == 4, 20)
        with pytest.raises(redis.exceptions.ReadOnlyError):
            replica.zadd("headway:board", {"bob": 4})


def test_the_users_file_gives_the_rights_that_headway_is_tested_with():
    lines = (DEPLOY / "valkey" / "users.acl.template").read_text().splitlines()
    assert lines[0] == "user default off"
    assert lines[1].partition("} ")[2] == RIGHTS


def test_secrets_are_made_once_and_are_their_owners(made):
    assert made.stat().st_mode & 0o777 == 0o700
    settings = (made / "headway.env").read_text()
    values = dict(line.split("=", 1) for line in settings.splitlines())
    assert (made / "app_password").read_text() in values["DATABASE_URL"]
    assert values["SECRET_KEY"] != values["JWT_SECRET_KEY"]
    assert (made / "metrics_token").read_text() == values["METRICS_TOKEN"]


@pytest.mark.parametrize("statement", BEYOND_APP)
def test_the_servers_role_changes_rows_and_nothing_else(deployment, statement):
    refused(deployment, "headway_app", statement)


@pytest.mark.parametrize("statement", BEYOND_READER)
def test_the_role_of_backups_only_reads(deployment, statement):
    refused(deployment, "headway_reader", statement.replace("_queue", "_queue (owner_id) VALUES (gen_random_uuid())"))


def refused(deployment, role, statement):
    with (
        psycopg.connect(deployment.url_as(role)) as connection,
        pytest.raises(psycopg.errors.InsufficientPrivilege),
    ):
        connection.execute(statement)
