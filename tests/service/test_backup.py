"""A backup made while everybody writes holds all that was acknowledged before it began; any PostgreSQL takes it.

It is made of the embedded server, and restored into one that Headway knows by nothing but its DATABASE_URL.
"""

import os
import subprocess
import tempfile
import threading
from contextlib import contextmanager
from pathlib import Path

from headway.app import create_app
from headway.config import Config
from headway.embedded import Stack, scratch_home
from tests.client import Client
from tests.conftest import SECRETS, close
from tests.service.running import HEADWAY, Visitor

FIRST = 50
VERIFICATIONS = (["counts", "verify"], ["leaderboard", "verify"], ["doctor", "--deep"])


@contextmanager
def empty_database():
    """An app on servers that have just been made."""
    with tempfile.TemporaryDirectory(prefix="headway-", dir=scratch_home("any").parent) as directory:
        os.chmod(directory, 0o711)  # noqa: S103 (the servers' account must pass through)
        stack = Stack(Path(directory, "home"))
        with stack.acquire():
            app = create_app(Config(database_url=stack.database_url, redis_url=stack.redis_url, **SECRETS))
            yield app
            close(app)
            stack.stop()


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
        environ = os.environ | {"HEADWAY_HOME": str(service.home)}
        command = [*HEADWAY, "backup", str(tmp_path / "one.backup")]
        done = subprocess.run(command, env=environ, capture_output=True, text=True)
        assert done.returncode == 0, done.stdout + done.stderr
    finally:
        is_over.set()
        writer.join()
    with empty_database() as app:
        for words in (["restore", str(tmp_path / "one.backup")], *VERIFICATIONS):
            result = app.test_cli_runner().invoke(args=words)
            assert result.exit_code == 0, result.output
        again = Client(app)
        body = {"email": user["email"], "password": "seven quiet herons wade"}
        assert again.post("/api/users/login", json=body).status_code == 200
        found = set()
        for task_id in before:
            found |= {task_id} if again.get(f"/api/tasks/{task_id}").status_code == 200 else set()
        assert found == before
