"""The last steps of `headway serve`: a free port, room for many connections, and gunicorn in our place."""

import os
import resource
import shutil
import socket
import sys
import tempfile
from pathlib import Path
from typing import NoReturn

from headway.config import StartRefused

PROJECT = Path(__file__).resolve().parent.parent
METRICS = "headway-metrics-"  # then the process id of the server: gunicorn takes the place of the command
SHARED_MEMORY = Path("/dev/shm")  # noqa: S108 (a directory of our own is made in it)


def refuse_taken_port(host: str, port: int) -> None:
    """Raise `StartRefused` when the address cannot be listened on: gunicorn would try for seconds and say less."""
    family = socket.AF_INET6 if ":" in host else socket.AF_INET
    with socket.socket(family, socket.SOCK_STREAM) as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((host, port))
        except OSError as error:
            reason = error.strerror or str(error)
            raise StartRefused(
                f"{host}:{port} cannot be listened on ({reason}): choose another with --port."
            ) from error


def become_gunicorn(host: str, port: int, workers: int) -> NoReturn:
    """Replace this process: signals go straight to gunicorn, whose workers find all addresses in the environment."""
    _raise_file_limit()
    _share_metrics()
    bind = f"[{host}]:{port}" if ":" in host else f"{host}:{port}"
    command = [sys.executable, "-m", "gunicorn", "--config", "python:headway.serving", "--bind", bind]
    sys.stdout.flush()
    os.execv(sys.executable, [*command, "--workers", str(workers), "--chdir", str(PROJECT), "wsgi:app"])  # noqa: S606


def _raise_file_limit() -> None:
    """Let the process open as many files (so: connections) as the system allows it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))


def _share_metrics() -> None:
    """Give all workers one directory for what they measure, in memory where that is possible."""
    place = SHARED_MEMORY if os.access(SHARED_MEMORY, os.W_OK) else Path(tempfile.gettempdir())
    for left in place.glob(f"{METRICS}*"):
        _remove_if_left(left)
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix=f"{METRICS}{os.getpid()}-", dir=place)


def _remove_if_left(directory: Path) -> None:
    """Remove what a server that was killed, or refused to start, had no time to remove itself."""
    server = directory.name.removeprefix(METRICS).partition("-")[0]
    try:
        if server.isdecimal() and directory.lstat().st_uid == os.geteuid():
            os.kill(int(server), 0)  # asks whether it lives, and does nothing to it
    except ProcessLookupError:
        shutil.rmtree(directory, ignore_errors=True)
    except (FileNotFoundError, PermissionError):
        return  # gone meanwhile, or the number is now a stranger's
