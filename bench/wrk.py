"""Closed-loop figures by wrk: 16 connections that each ask again as soon as they are answered."""

import json
import os
import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterable
from dataclasses import dataclass

CONNECTIONS = 16
WARMING_SECONDS = 2
SCRIPT = """
local requests, last = {%s}, 0
request = function()
  last = last %% #requests + 1
  return requests[last]
end
done = function(summary, latency)
  io.write(string.format("\\nJSON %%d %%d %%d %%d %%d\\n", summary.requests, summary.duration,
    latency:percentile(50), latency:percentile(99), summary.errors.status))
end
"""


@dataclass(frozen=True)
class Answered:
    """What wrk saw."""

    requests: int
    per_second: float
    p50_ms: float
    p99_ms: float


def request(host: str, method: str, path: str, headers: dict[str, str] | None = None, body: object = None) -> str:
    """The bytes of a request."""
    raw = "" if body is None else json.dumps(body)
    lines = [
        f"{method} {path} HTTP/1.1",
        f"Host: {host}",
        *(f"{name}: {value}" for name, value in (headers or {}).items()),
    ]
    lines += [f"Content-Length: {len(raw)}"] if raw else []
    return "\r\n".join([*lines, "", raw])


def ask(url: str, requests: Iterable[str], seconds: int) -> Answered:
    """Send the requests in turn for so long; raises when any is refused."""
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        script.write(SCRIPT % ",".join(json.dumps(text) for text in requests))
        script.flush()
        options = ["-t1", f"-c{CONNECTIONS}", f"-d{seconds}s", "--timeout", "10s", "-s", script.name]
        told = subprocess.run(["wrk", *options, url], check=True, capture_output=True, text=True).stdout
    match = re.search(r"^JSON (\d+) (\d+) (\d+) (\d+) (\d+)$", told, re.MULTILINE)
    assert match, told
    number, duration, p50, p99, refused = map(int, match.groups())
    assert not refused, f"{refused} of {number} requests were refused"
    return Answered(number, round(number / duration * 1e6, 1), p50 / 1000, p99 / 1000)


def ensure() -> bool:
    """Whether wrk can be run; installs it from the system's packages where this account may."""
    if not shutil.which("wrk") and shutil.which("apt-get") and os.geteuid() == 0:
        subprocess.run(["apt-get", "install", "-y", "-qq", "wrk"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    return shutil.which("wrk") is not None
