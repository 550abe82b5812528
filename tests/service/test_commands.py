"""The commands beside the service, and the Flask way to run it."""

import os
import subprocess
import sys
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit

import requests

from tests.service.running import HEADWAY, free_address, until

FLASK = [sys.executable, "-m", "flask"]


def run(home, *command: str) -> subprocess.CompletedProcess[str]:
    """A command on the home of the service, with nothing else set."""
    return subprocess.run(command, env=environ(home), capture_output=True, text=True, timeout=60)


def environ(home) -> dict[str, str]:
    """The environment of somebody who has only unpacked Headway."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return plain | {"HEADWAY_HOME": str(home)}


def test_status_names_what_runs(service):
    done = run(service.home, *HEADWAY, "status")
    assert done.returncode == 0
    assert str(service.home) in done.stdout
    assert "postgres: answers" in done.stdout
    assert "valkey: answers" in done.stdout


def test_status_of_a_home_without_servers_is_a_failure_that_starts_none(tmp_path):
    done = run(tmp_path / "none", *HEADWAY, "status")
    assert done.returncode == 1
    assert not (tmp_path / "none" / "pg").exists()


def test_doctor_finds_a_running_service_well(service):
    done = run(service.home, *HEADWAY, "doctor")
    assert done.returncode == 0, done.stdout + done.stderr
    assert "FAIL" not in done.stdout
    assert "Migrations: at head" in done.stdout


def test_the_verifications_find_no_difference(service, visitor):
    visitor.register()
    visitor.call("POST", "/api/tasks", {"title": "Count me", "status": "completed"})
    for command in (["counts", "verify"], ["leaderboard", "verify"]):
        done = run(service.home, *HEADWAY, *command)
        assert done.returncode == 0, done.stdout + done.stderr


@contextmanager
def flask_running(home):
    """`flask run`, beside whatever else uses the home."""
    host, port = urlsplit(f"//{free_address()}").hostname, urlsplit(f"//{free_address()}").port
    process = subprocess.Popen(
        [*FLASK, "run", "--host", host, "--port", str(port)], env=environ(home), stderr=-1, stdout=-1
    )
    try:
        yield f"http://{host}:{port}", process
    finally:
        process.terminate()
        process.communicate(timeout=20)


def test_the_flask_way_serves_the_same_data(service, visitor):
    user = visitor.register("Maya")
    assert run(service.home, *FLASK, "db", "upgrade").returncode == 0
    with flask_running(service.home) as (url, process):
        until(lambda: answers(url), 30, alive=lambda: process.poll() is None)
        cookies = {cookie.name: cookie.value for cookie in visitor.session.cookies}
        reply = requests.get(f"{url}/api/users/me", cookies=cookies, timeout=10)
        assert reply.json()["id"] == user["id"]


def answers(url: str) -> bool:
    """Whether the service at `url` is ready."""
    try:
        return requests.get(f"{url}/readyz", timeout=2).status_code == 200
    except requests.RequestException:
        return False


def test_a_start_removes_what_killed_servers_left_in_memory(service, tmp_path):
    shared = Path(environ_of(service.process.pid)["PROMETHEUS_MULTIPROC_DIR"])
    left = shared.with_name("headway-metrics-999999999-left")  # no process has such a number
    left.mkdir()
    run(tmp_path / "none", *HEADWAY, "serve", "--port", "5998", "--workers", "none")
    assert left.exists(), "a command that is not understood touches nothing"
    host, port = urlsplit(f"//{free_address()}").hostname, urlsplit(f"//{free_address()}").port
    refused = environ(tmp_path / "none") | {"DATABASE_URL": "mysql://nowhere/none"}
    subprocess.run(
        [*HEADWAY, "serve", "--host", host, "--port", str(port)], env=refused, capture_output=True, timeout=60
    )
    assert not left.exists()
    assert shared.exists()


def environ_of(pid: int) -> dict[str, str]:
    """The environment with which a process was started."""
    pairs = Path(f"/proc/{pid}/environ").read_text().split("\0")
    return dict(pair.split("=", 1) for pair in pairs if "=" in pair)
