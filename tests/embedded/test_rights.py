import psycopg
import pytest
import redis

from headway.embedded import Stack


@pytest.fixture(scope="module")
def stack(shared_home):
    """Servers for all tests here, none of which changes them."""
    stack = Stack(shared_home)
    with stack.acquire():
        yield stack


@pytest.fixture
def valkey(stack):
    with redis.Redis.from_url(stack.redis_url, decode_responses=True) as client:
        yield client


@pytest.mark.parametrize(
    "command",
    [
        ("EVAL", "return 1", 0),
        ("FUNCTION", "LIST"),
        ("CONFIG", "GET", "dir"),
        ("KEYS", "*"),
        ("FLUSHALL",),
        ("FLUSHDB",),
        ("SHUTDOWN",),
        ("ACL", "LIST"),
        ("GET", "another:key"),
        ("PUBLISH", "another:channel", "text"),
    ],
    ids=lambda command: command[0],
)
def test_the_application_is_refused(valkey, command):
    with pytest.raises(redis.exceptions.NoPermissionError):
        valkey.execute_command(*command)


def test_the_application_keeps_scores_in_one_transaction(valkey):
    with valkey.pipeline(transaction=True) as both:
        both.zadd("headway:scores", {"alice": 3})
        both.expire("headway:scores", 60)
        both.zrevrange("headway:scores", 0, -1, withscores=True)
        assert both.execute()[-1] == [("alice", 3.0)]


def test_the_application_publishes_to_itself(valkey):
    with valkey.pubsub() as listener:
        listener.subscribe("headway:events")
        listener.get_message(timeout=5)
        valkey.publish("headway:events", "hello")
        assert listener.get_message(timeout=5)["data"] == "hello"


def test_nobody_enters_valkey_without_a_password(stack):
    path = stack.redis_url.partition("@")[2]
    with redis.Redis.from_url(f"unix://{path}") as stranger, pytest.raises(redis.exceptions.AuthenticationError):
        stranger.ping()


def test_a_full_valkey_refuses_writes_and_evicts_nothing(stack):
    with redis.Redis.from_url(stack.redis_admin_url, decode_responses=True) as admin:
        assert admin.config_get("maxmemory*")["maxmemory-policy"] == "noeviction"
        assert admin.config_get("appendonly") == {"appendonly": "yes"}
        assert admin.config_get("save") == {"save": ""}


def test_neither_server_listens_on_a_network(stack, query):
    with redis.Redis.from_url(stack.redis_admin_url, decode_responses=True) as admin:
        assert admin.config_get("port") == {"port": "0"}
    assert query(stack, "SHOW listen_addresses") == [("",)]


def test_the_applications_role_is_no_superuser_and_makes_no_databases(stack, query):
    rights = query(stack, "SELECT rolsuper, rolcreaterole, rolcreatedb FROM pg_roles WHERE rolname = current_user")
    assert rights == [(False, False, False)]


def test_the_application_may_add_trusted_extensions(stack):
    url = stack.database_url.replace("+psycopg", "")
    with psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        connection.rollback()


@pytest.mark.parametrize(
    "setting", ["fsync", "synchronous_commit", "full_page_writes", "data_checksums", "restart_after_crash"]
)
def test_what_was_committed_is_kept(stack, query, setting):
    assert query(stack, f"SHOW {setting}") == [("on",)]


@pytest.mark.parametrize(
    ("setting", "value"),
    [
        ("data_sync_retry", "off"),
        ("log_min_duration_statement", "500ms"),
        ("log_parameter_max_length", "0"),
        ("log_truncate_on_rotation", "on"),
        ("password_encryption", "scram-sha-256"),
    ],
)
def test_the_server_is_set_up_as_promised(stack, query, setting, value):
    assert query(stack, f"SHOW {setting}") == [(value,)]


def test_text_is_compared_in_the_same_way_everywhere(stack, query):
    assert query(stack, "SELECT lower('ÄÖÉ'), 'Ä' ILIKE 'ä', 'Z' < 'Ä'") == [("äöé", True, True)]
