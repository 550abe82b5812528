"""A plug-in that counts, file by file, what tests send to the apps of their process, and what becomes of it.

`make audit-attacks` loads it and reads what it writes: `HEADWAY_TALLY` is the file.
"""

import json
import os
from collections import Counter, defaultdict
from pathlib import Path
from threading import Lock

from flask import request_finished


class Tally:
    """Tests, requests, replies and seconds by file."""

    def __init__(self, path):
        self._path, self._lock, self._file = path, Lock(), None
        self._counts, self._seconds = defaultdict(Counter), Counter()
        request_finished.connect(self._count, weak=False)

    def pytest_runtest_logstart(self, location):
        self._file = location[0]

    def pytest_runtest_logreport(self, report):
        """A test is counted once, as its worst part ended."""
        name = report.location[0]
        self._seconds[name] += report.duration
        if report.when == "call" or report.outcome != "passed":
            self._counts[name][report.outcome] += 1

    def pytest_sessionfinish(self):
        counted = {name: counts | {"seconds": self._seconds[name]} for name, counts in self._counts.items()}
        self._path.write_text(json.dumps(counted, indent=1))

    def _count(self, sender, response, **_):
        """503 is how a full queue refuses; any other 5xx is a fault."""
        is_refused = 400 <= response.status_code < 500 or response.status_code == 503
        with self._lock:
            counts = self._counts[self._file]
            counts["requests"] += 1
            counts["refused"] += is_refused
            counts["faults"] += response.status_code >= 500 and not is_refused


def pytest_configure(config):
    """Count where somebody wants to know."""
    if path := os.environ.get("HEADWAY_TALLY"):
        config.pluginmanager.register(Tally(Path(path)))
