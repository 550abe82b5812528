"""Serving the empty route beside Headway."""

import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import requests

from bench.stage import ROOT
from tests.service.running import free_address, until


@contextmanager
def floor(workers: int = 2) -> Iterator[str]:
    """The address of the empty route, on the same server with the same settings."""
    address = free_address()
    command = [sys.executable, "-m", "gunicorn", "--config", "python:bench.empty", "--workers", str(workers)]
    process = subprocess.Popen(
        [*command, "--bind", address, "--no-control-socket", "--log-level", "warning", "bench.empty:app"], cwd=ROOT
    )
    try:
        until(lambda: _answers(f"http://{address}/"), 20, alive=lambda: process.poll() is None)
        yield f"http://{address}"
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(20)


def _answers(url: str) -> bool:
    try:
        return requests.get(url, timeout=2).status_code == 200
    except requests.RequestException:
        return False
