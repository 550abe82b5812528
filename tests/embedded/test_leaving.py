import os

from headway.embedded import Stack
from headway.embedded.locks import EXCLUSIVE, try_lock

REPLACED = """
import os, sys
from headway.embedded import Stack
lease = Stack(sys.argv[1]).acquire()
lease.make_inheritable()
os.execv(sys.executable, [sys.executable, "-c", "print('replaced', flush=True); input()"])
"""
FORKED = """
import os, sys
from headway.embedded import Stack
lease = Stack(sys.argv[1]).acquire()
if os.fork():
    os._exit(0)
print(os.getpid(), flush=True)
input()
"""


def is_in_use(home):
    lock = try_lock(home / "users.lock", EXCLUSIVE)
    if lock:
        lock.close()
    return lock is None


def test_the_servers_stay_until_the_last_user_is_killed(home, start_user, eventually, query):
    users = [start_user(home) for _ in range(3)]
    assert [user.stdout.readline() for user in users] == ["acquired\n"] * 3
    for user in users[1:]:
        user.kill()
        user.wait()
    assert is_in_use(home)
    assert query(Stack(home), "SELECT 1") == [(1,)]
    users[0].kill()
    eventually(lambda: not Stack(home).status().is_running, seconds=3)


def test_a_user_who_comes_while_the_servers_end_gets_them_again(home, query):
    for _ in range(5):
        with Stack(home).acquire():
            assert query(Stack(home), "SELECT 1") == [(1,)]


def test_a_program_that_replaces_the_user_keeps_the_servers(home, start_user, eventually):
    user = start_user(home, REPLACED)
    assert user.stdout.readline() == "replaced\n"
    assert is_in_use(home)
    user.communicate("\n")
    eventually(lambda: not Stack(home).status().is_running)


def test_a_forked_worker_keeps_the_servers_after_its_master(home, start_user, eventually):
    master = start_user(home, FORKED)
    worker = int(master.stdout.readline())
    master.wait()
    assert is_in_use(home)
    os.kill(worker, 9)
    eventually(lambda: not Stack(home).status().is_running)


def test_releasing_twice_is_no_fault(home):
    lease = Stack(home).acquire()
    lease.release()
    lease.release()


def test_stop_ends_the_servers_under_their_users(home, query):
    stack = Stack(home)
    with stack.acquire():
        assert stack.stop()
        assert query(stack, "SELECT 1") is None
    assert not stack.stop()


def test_the_next_user_after_a_stop_has_servers(home, query):
    stack = Stack(home)
    with stack.acquire():
        stack.stop()
        with stack.acquire():
            assert query(stack, "SELECT 1") == [(1,)]


def test_status_tells_of_a_home_without_making_it(new_home):
    assert not Stack(new_home).status().is_running
    assert not new_home.exists()


def test_status_names_the_servers_and_whether_they_answer(home):
    stack = Stack(home)
    with stack.acquire():
        servers = stack.status().servers
    assert {name: (server.answers, server.failures) for name, server in servers.items()} == {
        "postgres": (True, 0),
        "valkey": (True, 0),
    }
