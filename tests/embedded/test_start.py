import shutil
import subprocess

import pytest
import redis

from headway.embedded import Stack


def test_the_first_start_makes_everything_that_the_application_needs(new_home, query):
    stack = Stack(new_home)
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        assert query(stack, "SELECT current_user, current_database()") == [("headway", "headway")]
        assert client.set("headway:greeting", "hello")


def test_a_later_start_has_the_data_of_the_one_before(home, query, eventually):
    stack = Stack(home)
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        query(stack, "CREATE TABLE notes AS SELECT 'kept' AS text")
        client.set("headway:note", "kept")
    eventually(lambda: not stack.status().is_running)
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        assert query(stack, "SELECT text FROM notes") == [("kept",)]
        assert client.get("headway:note") == b"kept"


def test_six_processes_that_start_at_once_share_one_pair_of_servers(new_home, start_user):
    users = [start_user(new_home) for _ in range(6)]
    assert [user.stdout.readline() for user in users] == ["acquired\n"] * 6
    assert (new_home / "keeper.log").read_text().count("started as process") == 2


@pytest.mark.parametrize(
    "name",
    [
        "with spaces",
        "Überstände für später",
        "comma,separated",
        "'quoted'",
        "per%20cent",
        'double"quoted',
        r"back\slash",
        "long" * 30,
    ],
)
def test_a_home_may_have_any_name(directory, seed, name, sockets, query):
    stack = Stack(directory / name / "home")
    stack.home.parent.mkdir()
    subprocess.run(["cp", "-a", seed, stack.home], check=True)
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        assert query(stack, "SELECT 1") == [(1,)]
        assert client.ping()
    stack.stop()
    shutil.rmtree(sockets(stack))


def test_only_the_server_that_is_wanted_starts(new_home, query):
    stack = Stack(new_home, services={"valkey"})
    with stack.acquire(), redis.Redis.from_url(stack.redis_url) as client:
        assert client.ping()
        assert list(stack.status().servers) == ["valkey"]
        assert query(stack, "SELECT 1") is None


def test_a_user_who_needs_the_other_server_too_gets_it_from_the_same_keeper(home, query):
    with Stack(home, services={"valkey"}).acquire(), Stack(home).acquire():
        assert query(Stack(home), "SELECT 1") == [(1,)]
        assert set(Stack(home).status().servers) == {"postgres", "valkey"}


def test_the_callers_environment_does_not_change_the_servers(home, query, monkeypatch):
    for name, value in {"PGPORT": "1", "PGDATA": "/nowhere", "LC_ALL": "xx_YY", "TZ": "Pacific/Apia"}.items():
        monkeypatch.setenv(name, value)
    with Stack(home).acquire():
        assert query(Stack(home), "SHOW timezone") == [("UTC",)]
