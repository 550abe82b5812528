"""How long does `make run` take when all is installed, and what does the idle service hold in memory?

`python -m bench.starting`
"""

import json
import os
import signal
import subprocess
import time
from typing import Any

import requests

from bench.stage import ROOT, loaded, pss_mb, tree
from headway.embedded import Stack
from tests.service.running import Service, free_address, until

PEOPLE, TASKS = 1_000, 10_000
SETTLING_SECONDS = 5


def measure() -> dict[str, Any]:
    """Seconds until the first answer, and the proportional set size in MB of every process of the service."""
    home = loaded(PEOPLE, TASKS)
    Stack(home).stop()
    port = free_address().rpartition(":")[2]
    environ = os.environ | {"HEADWAY_HOME": str(home), "PORT": port}
    environ.pop("MAKEFLAGS", None)
    began = time.monotonic()
    process = subprocess.Popen(
        ["make", "run"], cwd=ROOT, env=environ, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    service = Service(f"http://127.0.0.1:{port}", home, process)
    try:
        until(lambda: _answers(service.url), 60, alive=lambda: process.poll() is None)
        seconds = time.monotonic() - began
        time.sleep(SETTLING_SECONDS)  # the figure is of a service that is left alone
        keeper = Stack(home).status().keeper_pid
        return {
            "seconds_to_first_answer": round(seconds, 2),
            "idle_mb": round(pss_mb({*tree(process.pid), *tree(keeper)}), 1),
        }
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(40)


def _answers(url: str) -> bool:
    try:
        return requests.get(f"{url}/readyz", timeout=1).status_code == 200
    except requests.RequestException:
        return False


if __name__ == "__main__":
    print(json.dumps(measure(), indent=2))
