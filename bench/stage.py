"""What is measured: a real `headway serve` with demo data in a home of its own, and people who are signed in there."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from headway.accounts import sessions, tokens
from headway.accounts.models import User
from headway.app import create_app
from headway.database import fetch_all, transaction
from headway.starting import prepare
from tests.service.running import Service, running

HEADWAY = [sys.executable, "-m", "headway.cli"]


@dataclass(frozen=True)
class SignedIn:
    """A person with a session: what a client sends with each request."""

    cookie: str
    csrf: str


@contextmanager
def stage(users: int, tasks: int, workers: int = 2) -> Iterator[tuple[Service, list[SignedIn]]]:
    """A service on demo data, and its people in the order of their numbers (the first has the longest list)."""
    with running(workers=workers) as service:
        command = [*HEADWAY, "demo-data", "--users", str(users), "--tasks", str(tasks)]
        environ = {**os.environ, "HEADWAY_HOME": str(service.home), "PUBLIC_URL": service.url}
        subprocess.run(command, env=environ, check=True, stdout=subprocess.DEVNULL)
        yield service, _sign_everybody_in(environ, users)


def pss_mb(pids: list[int]) -> float:
    """The memory of processes in MB, what they share counted once (proportional set size)."""
    lines = (line for pid in pids for line in Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines())
    return sum(int(line.split()[1]) for line in lines if line.startswith("Pss:")) / 1024


def cpu_seconds(pids: list[int]) -> float:
    """The processor time that processes have used so far, of user and system."""
    fields = (Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split() for pid in pids)
    return sum(int(stat[11]) + int(stat[12]) for stat in fields) / os.sysconf("SC_CLK_TCK")


def percentile(values: list[float], share: float) -> float:
    """The value below which `share` (0–1) of the values lie."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(share * len(ordered)))]


def _sign_everybody_in(environ: dict[str, str], users: int) -> list[SignedIn]:
    """Sessions as signing in opens them, without a hash for each."""
    started = prepare(environ)
    app = create_app(started.config)
    with app.app_context():
        people = fetch_all(select(User.id).order_by(User.email_key).limit(users))
        return [_sign_in(app, person.id) for person in people]


def _sign_in(app, person_id) -> SignedIn:
    with transaction() as after_commit:
        grant = sessions.open_session(person_id, sessions.Device("bench", "127.0.0.1"), after_commit)
    with app.test_request_context():
        response = app.response_class()
        tokens.set_cookies(response, grant)
    pairs = [header.partition(";")[0] for header in response.headers.getlist("Set-Cookie")]
    csrf = next(pair.partition("=")[2] for pair in pairs if pair.startswith("csrf_access"))
    return SignedIn("; ".join(pairs), csrf)
