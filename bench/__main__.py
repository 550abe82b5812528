"""Ask all questions, keep the answers in `bench/results/`, and write the tables of the READMEs and the chart from them.

`python -m bench` measures for ten minutes; `python -m bench --tables` only writes anew from the results that are there.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from datetime import UTC, datetime
from typing import Any

from bench import chart, tables
from bench.stage import ROOT, end_servers
from bench.tables import RESULTS
from bench.wrk import ensure

QUESTIONS = {
    "starting": ["bench.starting"],
    "throughput": ["bench.throughput", "--seconds", "6"],
    "latency": ["bench.latency", "--rounds", "150"],
    "mixed": ["bench.mixed", "--seconds", "10"],
    "streams": ["bench.streams", "--streams", "5000", "--seconds", "20", "--rate", "300"],
    "curves": ["bench.curves", "--rounds", "100"],
}


def main() -> None:
    """Measure, then write."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--tables", action="store_true", help="Only write the tables and the chart anew.")
    parser.add_argument("--only", choices=QUESTIONS, action="append", help="Ask only this; the other answers stay.")
    options = parser.parse_args()
    RESULTS.parent.mkdir(exist_ok=True)
    if not options.tables:
        if not ensure():
            sys.exit("wrk is not installed: install it (Debian: apt-get install wrk), then run make bench again.")
        _measure(options.only or list(QUESTIONS))
    results = json.loads(RESULTS.read_text())
    chart.draw(results["curves"], RESULTS.parent / "curves.svg")
    tables.write(results)
    print(tables.summary(results))


def _measure(names: list[str]) -> None:
    results = json.loads(RESULTS.read_text()) if RESULTS.exists() else {}
    results |= {"at": f"{datetime.now(UTC):%Y-%m-%d %H:%M} UTC", "machine": _machine()}
    try:
        for name in names:
            began = time.monotonic()
            results[name] = _answer(QUESTIONS[name])
            print(f"{name}: {time.monotonic() - began:.0f} s", flush=True)
            RESULTS.write_text(json.dumps(results, indent=1) + "\n")
    finally:
        end_servers()


def _answer(question: list[str]) -> Any:
    """What a script prints; each has a process of its own, so that none inherits what another has patched or opened."""
    environ = os.environ | {"PYTHONPATH": str(ROOT)}
    done = subprocess.run([sys.executable, "-m", *question], cwd=ROOT, env=environ, stdout=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"{question[0]} failed: see above.")
    return json.loads(done.stdout[done.stdout.index("{") :])


def _machine() -> dict[str, Any]:
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1024**3
    return {
        "cores": os.cpu_count(),
        "processor": _processor(),
        "memory_gb": round(memory),
        "system": f"{platform.system()} {platform.release()}",
        "python": platform.python_version(),
        "load_before": round(os.getloadavg()[0], 2),
    }


def _processor() -> str:
    try:
        with open("/proc/cpuinfo") as lines:
            return next(line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    except (OSError, StopIteration):
        return platform.machine()


if __name__ == "__main__":
    main()
