"""A backup made while everybody writes holds all that was acknowledged before it began."""

import os
import subprocess
import threading

from headway.embedded import Stack
from tests.service.running import HEADWAY, Visitor, running

FIRST = 50


def command(home, *words):
    environ = os.environ | {"HEADWAY_HOME": str(home)}
    done = subprocess.run([*HEADWAY, *map(str, words)], env=environ, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr


def test_what_was_acknowledged_before_a_backup_is_in_it(service, tmp_path):
    visitor = Visitor(service.url)
    user = visitor.register()
    acknowledged, is_over, enough = [], threading.Event(), threading.Event()

    def write():
        while not is_over.is_set():
            acknowledged.append(
                visitor.call("POST", "/api/tasks", {"title": "Kept", "status": "completed"}).json()["id"]
            )
            if len(acknowledged) >= FIRST:
                enough.set()

    writer = threading.Thread(target=write)
    writer.start()
    try:
        assert enough.wait(60)
        before = set(acknowledged)
        command(service.home, "backup", tmp_path / "one.backup")
    finally:
        is_over.set()
        writer.join()
    with running(workers=1) as other:
        command(other.home, "restore", tmp_path / "one.backup")
        again = Visitor(other.url)
        body = {"email": user["email"], "password": "seven quiet herons wade"}
        assert again.call("POST", "/api/users/login", body).status_code == 200
        missing = again.call("POST", "/api/tasks/batch", {"ids": sorted(before)[:200], "changes": {}}).json()["missing"]
        assert missing == []
        command(other.home, "counts", "verify")
        command(other.home, "leaderboard", "verify")
        Stack(other.home).stop()
