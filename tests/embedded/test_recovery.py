import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
import redis

from headway.embedded import EmbeddedError, Stack, keeper
from headway.embedded.account import servers_account
from headway.embedded.locks import EXCLUSIVE, try_lock


@pytest.fixture
def stack(home, query):
    """Running servers with a row and a key in them."""
    stack = Stack(home)
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        query(stack, "CREATE TABLE notes AS SELECT 'kept' AS text")
        client.set("headway:note", "kept")
        yield stack


def note(stack):
    try:
        with redis.Redis.from_url(stack.redis_url) as client:
            return client.get("headway:note")
    except redis.RedisError:
        return None


def is_free(path):
    lock = try_lock(path, EXCLUSIVE)
    if lock:
        lock.close()
    return lock is not None


def kill_keeper(stack, eventually):
    os.kill(stack.status().keeper_pid, signal.SIGKILL)
    eventually(lambda: is_free(stack.home / "keeper.lock"))


def kill_everything(stack, eventually):
    # The keeper is held still first, so that it neither brings the servers back nor ends them in good order.
    status = stack.status()
    os.kill(status.keeper_pid, signal.SIGSTOP)
    for server in status.servers.values():
        os.kill(server.pid, signal.SIGKILL)
    kill_keeper(stack, eventually)


def test_a_killed_postgresql_is_back_with_its_data(stack, query, eventually):
    os.kill(stack.status().servers["postgres"].pid, signal.SIGKILL)
    eventually(lambda: query(stack, "SELECT text FROM notes") == [("kept",)], seconds=5)


def test_a_killed_valkey_is_back_with_its_data(stack, eventually):
    with redis.Redis.from_url(stack.redis_admin_url) as client:
        client.execute_command("WAITAOF", 1, 0, 1000)
    os.kill(stack.status().servers["valkey"].pid, signal.SIGKILL)
    eventually(lambda: note(stack) == b"kept", seconds=5)


def test_the_next_user_after_a_killed_keeper_has_the_data(stack, query, eventually):
    kill_keeper(stack, eventually)
    with Stack(stack.home).acquire():
        assert query(stack, "SELECT text FROM notes") == [("kept",)]
        assert note(stack) == b"kept"


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux ends a process with its parent")
def test_a_killed_keeper_takes_its_servers_along(stack, home, eventually):
    kill_keeper(stack, eventually)
    eventually(lambda: is_free(home / "postgres.lock") and is_free(home / "valkey.lock"))


def test_orphaned_servers_are_ended_before_others_start(home, query, eventually, monkeypatch):
    monkeypatch.setattr(keeper, "__file__", str(keeper_without_death_signal(home)))
    stack = Stack(home)
    with stack.acquire():
        orphan = stack.status().servers["postgres"]
        kill_keeper(stack, eventually)
        with stack.acquire():
            assert query(stack, "SELECT 1") == [(1,)]
            assert stack.status().servers["postgres"].pid != orphan.pid


def keeper_without_death_signal(home):
    """A keeper as on systems where processes outlive their parent."""
    source = Path(keeper.__file__).read_text(encoding="utf-8")
    changed = home / "keeper.py"
    changed.write_text(source.replace('sys.platform == "linux"', "False"), encoding="utf-8")
    return changed


def test_a_stranger_whose_process_id_stands_in_postmaster_pid_is_left_alone(stack, home, query, eventually):
    kill_everything(stack, eventually)
    with subprocess.Popen(["sleep", "60"], **servers_account({}).popen) as stranger:
        for stale in (home / "pg/18/postmaster.pid", home / "run/.s.PGSQL.5432.lock"):
            _, _, rest = stale.read_text().partition("\n")
            stale.write_text(f"{stranger.pid}\n{rest}")
        with Stack(home).acquire():
            assert query(stack, "SELECT text FROM notes") == [("kept",)]
            assert stranger.poll() is None
        stranger.kill()


def test_a_server_that_keeps_dying_is_reported_with_its_log_and_starts_once_repaired(home, query):
    control = home / "pg/18/global/pg_control"
    good = control.read_bytes()
    control.write_bytes(b"\0" * len(good))
    with pytest.raises(EmbeddedError, match=r"PostgreSQL ends again and again(.|\n)*postgres.log(.|\n)*FATAL"):
        Stack(home).acquire()
    control.write_bytes(good)
    with Stack(home).acquire():
        assert query(Stack(home), "SELECT 1") == [(1,)]


def test_an_initdb_that_was_killed_starts_over(new_home, query):
    Stack(new_home, services={"valkey"}).acquire().release()
    unfinished = new_home / "pg/unfinished"
    unfinished.mkdir()
    (unfinished / "PG_VERSION").write_text("18\n")
    with Stack(new_home).acquire():
        assert query(Stack(new_home), "SELECT 1") == [(1,)]


@pytest.mark.usefixtures("stack")
def test_servers_end_when_their_home_is_removed(home, eventually):
    with (home / "postgres.lock").open() as postgres, (home / "valkey.lock").open() as valkey:
        subprocess.run(["rm", "-rf", home], check=True)
        eventually(lambda: is_unlocked(postgres) and is_unlocked(valkey))


def is_unlocked(file):
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True
