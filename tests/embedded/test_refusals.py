import os
import signal
import stat
import sys
from pathlib import Path

import pytest

from headway.embedded import EmbeddedError, Stack, binaries, default_home, scratch_home
from headway.embedded import home as homes


def refusal(stack, **options):
    with pytest.raises(EmbeddedError) as refused:
        stack.acquire(**options)
    return str(refused.value)


def test_a_strangers_home(directory):
    home = directory / "home"
    if os.geteuid() == 0:
        home.mkdir()
        os.chown(home, 65534, -1)
    else:
        home = Path("/usr")
    owner = home.owner()
    assert f"belongs to {owner}: run as {owner}" in refusal(Stack(home))


def test_a_home_that_others_can_write(new_home):
    new_home.mkdir()
    new_home.chmod(0o777)
    assert "chmod go-w" in refusal(Stack(new_home))


def test_a_home_that_cannot_be_made(directory):
    (directory / "file").touch()
    assert "set HEADWAY_HOME" in refusal(Stack(directory / "file/home"))


@pytest.mark.skipif(sys.platform != "linux", reason="only Linux names its file systems in /proc")
def test_a_network_file_system(new_home, directory, monkeypatch):
    monkeypatch.setattr(homes, "NETWORK_FILE_SYSTEMS", {homes.file_system(directory)})
    assert "on a local disk" in refusal(Stack(new_home))


def test_a_full_disk(new_home, monkeypatch):
    monkeypatch.setattr(homes, "FREE_BYTES", 2**60)
    assert "MB free" in refusal(Stack(new_home))


def test_a_platform_without_programs(new_home, monkeypatch):
    monkeypatch.setattr(binaries, "find_spec", lambda _: None)
    assert "set DATABASE_URL" in refusal(Stack(new_home, services={"postgres"}))
    assert "set REDIS_URL" in refusal(Stack(new_home, services={"valkey"}))


@pytest.mark.parametrize("setting", ["PG_BIN", "VALKEY_BIN"])
def test_programs_that_are_not_there(new_home, setting):
    assert "does not run on this machine" in refusal(Stack(new_home, environ={setting: "/nowhere"}))


def test_programs_of_another_postgresql(new_home, directory):
    program = directory / "postgres"
    program.write_text("#!/bin/sh\necho 'postgres (PostgreSQL) 16.4'\n")
    program.chmod(0o755)
    said = refusal(Stack(new_home, environ={"PG_BIN": str(directory)}))
    assert "16.4" in said
    assert "PostgreSQL 18" in said


def test_data_of_another_postgresql(new_home):
    Stack(new_home, services={"valkey"}).acquire().release()
    (new_home / "pg/17").mkdir()
    assert "holds data of PostgreSQL 17" in refusal(Stack(new_home))


def test_servers_that_do_not_answer_in_time(home):
    with Stack(home).acquire():
        postmaster = Stack(home).status().servers["postgres"].pid
        os.kill(postmaster, signal.SIGSTOP)
        try:
            assert "did not answer within 0 s" in refusal(Stack(home), timeout=0)
        finally:
            os.kill(postmaster, signal.SIGCONT)


def test_secrets_that_others_can_read(home):
    (home / "secrets.json").chmod(0o644)
    assert "chmod 600" in refusal(Stack(home))


def test_secrets_that_are_damaged(home):
    (home / "secrets.json").write_text("{}x")
    assert "secrets.json is damaged" in refusal(Stack(home))


def test_a_directory_of_the_servers_with_another_mode(home):
    (home / "run").chmod(0o755)
    assert "must be a directory of" in refusal(Stack(home))


def test_a_service_that_does_not_exist(new_home):
    with pytest.raises(KeyError):
        Stack(new_home, services={"mysql"})


def test_the_home_is_the_one_chosen():
    assert default_home({"HEADWAY_HOME": "/srv/headway"}) == Path("/srv/headway")


def test_the_home_has_a_place_of_its_own_when_none_is_chosen():
    assert default_home({}).name == "headway"
    assert default_home({}).is_absolute()


def test_a_scratch_home_lies_where_everyone_may_have_one():
    assert scratch_home("run").parent.stat().st_mode & stat.S_ISVTX
