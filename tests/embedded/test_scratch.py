import pytest
import redis

from headway.embedded import EmbeddedError, Stack


def test_servers_for_tests_flush_nothing(new_home, query):
    stack = Stack(new_home, test=True)
    with stack.acquire(), redis.Redis.from_url(stack.redis_admin_url, decode_responses=True) as admin:
        assert query(stack, "SHOW fsync") == [("off",)]
        assert admin.config_get("appendonly") == {"appendonly": "no"}


def test_tests_clone_a_database(new_home, query):
    stack = Stack(new_home, test=True)
    with stack.acquire():
        query(stack, "CREATE TABLE notes AS SELECT 'kept' AS text")
        query(stack, "CREATE DATABASE clone TEMPLATE headway")
        assert query(stack, "SELECT text FROM notes", dbname="clone") == [("kept",)]


def test_everything_of_tests_goes_with_their_last_user(directory, sockets, eventually):
    stack = Stack(directory / ("long" * 30), test=True)
    with stack.acquire():
        assert sockets(stack).exists()
    eventually(lambda: not [*directory.iterdir()] and not sockets(stack).exists())


def test_the_next_tests_get_a_new_home(new_home, query, eventually):
    stack = Stack(new_home, test=True)
    for _ in range(2):
        with stack.acquire():
            assert query(stack, "CREATE TABLE notes (text text)") == []
        eventually(lambda: not new_home.exists())


def test_a_directory_with_somebodys_data_is_not_taken_for_tests(home):
    with pytest.raises(EmbeddedError, match="would be removed after the tests"):
        Stack(home, test=True).acquire()


def test_a_home_for_tests_is_not_taken_for_data(new_home):
    with Stack(new_home, test=True).acquire(), pytest.raises(EmbeddedError, match="serves tests and keeps nothing"):
        Stack(new_home).acquire()
