"""A real Chromium and the real product: gunicorn in a process of its own, on an address of its own.

Cookies know no ports, so every worker has another loopback address. A page that writes an error to its console, throws,
or breaks its content security policy fails the test that opened it.
"""

import json
import os
import re
import shutil
import socket
import subprocess
import sys
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from urllib.parse import quote

import pytest
import requests
from playwright.sync_api import expect, sync_playwright

from tests import factories
from tests.conftest import SECRETS

ROOT = Path(__file__).parents[2]
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
FLAGS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
DESKTOP = {"width": 1440, "height": 900}
PHONE = {"width": 390, "height": 844}
START_SECONDS = 60
TIMEOUT_MS = 10_000
expect.set_options(timeout=TIMEOUT_MS)
STATUS = re.compile(r"Failed to load resource: the server responded with a status of (\d+)")


# What `make audit` runs besides: the suite would take longer than anybody waits for.
ONLY_AUDITED = (
    *("insights_and_leaderboard", "layers", "long_list", "media", "palette", "reading", "reflow", "settings"),
    *("status_messages", "targets"),
)
IS_AUDIT = os.environ.get("HEADWAY_AUDIT") == "1"
collect_ignore = [] if IS_AUDIT else [f"test_{name}.py" for name in ONLY_AUDITED]


def pytest_collection_modifyitems(items):
    """Everything in this folder drives a browser."""
    for item in items:
        if Path(__file__).parent in item.path.parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def chromium():
    """The path of the browser; without one the tests are skipped by name, and in CI they fail."""
    found = next(filter(None, map(shutil.which, BROWSERS)), None)
    if found is None:
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)("Chromium is not installed.")
    return found


@pytest.fixture(scope="session")
def product(chromium, database_url, redis_url, worker_name, tmp_path_factory):
    """The address of the product as it is served, on this worker's databases."""
    host = f"127.0.0.{20 + int(worker_name.removeprefix('gw'))}"
    with socket.socket() as probe:
        probe.bind((host, 0))
        port = probe.getsockname()[1]
    place = tmp_path_factory.mktemp("product")
    environ = os.environ | {
        "DATABASE_URL": database_url,
        "REDIS_URL": redis_url,
        "PUBLIC_URL": f"http://{host}:{port}",
        "PROMETHEUS_MULTIPROC_DIR": str(place),
        "HEADWAY_HOME": str(place / "home"),
        **{name.upper(): value for name, value in SECRETS.items()},
    }
    command = [sys.executable, "-m", "gunicorn", "--config", "python:tests.browser.serving", "--workers", "1"]
    with open(place / "log", "w") as log:
        server = subprocess.Popen(
            [*command, "--bind", f"{host}:{port}", "tests.browser.served:app"],
            cwd=ROOT,
            env=environ,
            stdout=log,
            stderr=log,
        )
        try:
            wait_until_ready(f"http://{host}:{port}/readyz", server, place / "log")
            yield f"http://{host}:{port}"
        finally:
            server.terminate()
            server.wait(timeout=START_SECONDS)


def wait_until_ready(url, server, log):
    """Return when the product answers; show its log when it does not."""
    deadline = time.monotonic() + START_SECONDS
    while time.monotonic() < deadline and server.poll() is None:
        try:
            if requests.get(url, timeout=2).ok:
                return
        except requests.RequestException:
            pass  # not listening yet, or listening and still loading
        time.sleep(0.05)
    pytest.fail(f"The product did not start:\n{log.read_text()[-2000:]}")


@pytest.fixture(scope="session")
def browser(chromium):
    """One browser for all tests of this worker; each test has contexts of its own."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium, args=FLAGS)
        yield browser
        browser.close()


@pytest.fixture
def guard():
    """What went wrong on the pages of this test. `guard.allow(412)` expects the browser's note of such an answer."""
    guard = Guard()
    yield guard
    assert not guard.found


class Guard:
    """Collects what pages complain about."""

    def __init__(self):
        self.found = []
        self._allowed = set()

    def allow(self, *statuses):
        """Answers with these statuses are part of the test; 0 is no answer at all."""
        self._allowed.update(statuses)

    def watch(self, page):
        """Listen to a page."""
        page.on("console", self._hear)
        page.on("request", self._see)
        page.on("pageerror", lambda error: self.found.append(f"{error}\n{error.stack}"))

    def _see(self, request):
        # What a page asks for while its session ends may be answered after it.
        if request.url.endswith("/api/users/logout"):
            self.allow(401)

    def _hear(self, message):
        if message.type != "error":
            return
        status = STATUS.match(message.text)
        if status and int(status[1]) in self._allowed:
            return
        if 0 in self._allowed and "net::ERR" in message.text:
            return
        self.found.append(f"{message.text} ({message.location.get('url', '')})")


@pytest.fixture
def context(browser, app, product):
    """Make a browser profile: `context(alice)` is one in which Alice is signed in."""
    made = []

    def make(person=None, *, viewport=DESKTOP, **options):
        # A worker would answer for what a test takes away; those that are about it say `service_workers="allow"`.
        usual = {"locale": "en-GB", "reduced_motion": "reduce", "base_url": product, "service_workers": "block"}
        options = usual | options
        profile = browser.new_context(viewport=viewport, **options)
        profile.set_default_timeout(TIMEOUT_MS)
        if person is not None:
            cookies = factories.cookies_of(app, person)
            profile.add_cookies([{"name": name, "value": value, "url": product} for name, value in cookies.items()])
        made.append(profile)
        return profile

    yield make
    for profile in made:
        profile.close()


@pytest.fixture
def open_page(context, guard):
    """Open a page as a person sees it: `open_page(alice, "/all", viewport=PHONE)`; returns when its script runs."""

    def make(person=None, path="/all", **options):
        return open_in(context(person, **options), path)

    def open_in(profile, path="/all"):
        page = profile.new_page()
        guard.watch(page)
        page.goto(path)
        if person_is_in(page):
            settle(page)
        return page

    make.tab = open_in
    return make


@pytest.fixture
def long_list(context, open_page, product):
    """Open All tasks as one list: `long_list(alice)`."""

    def make(person, path="/all", **options):
        profile = context(person, **options)
        chosen = quote(json.dumps({"paging": "continuous"}))
        profile.add_cookies([{"name": "preferences", "value": chosen, "url": product}])
        page = open_page.tab(profile, path)
        expect(page.locator(".task-list__rows--windowed")).to_be_visible()
        return page

    return make


def person_is_in(page):
    """Whether this is a page of the app and not a door to it."""
    return page.locator("body.shell").count() > 0


def settle(page):
    """Wait for the script that makes the keyboard and the dialogs work."""
    page.locator("task-composer:defined").wait_for(state="attached")


def wait_until_live(page):
    """The stream is there, or the tab that reads it has said so."""
    page.evaluate(
        """async () => {
            const path = document.querySelector("script[type=module]").src.replace("app.js", "live/feed.js")
            const { feed, events } = await import(path)
            const change = () => new Promise((go) => events.addEventListener("feed:state", go, { once: true }))
            while (feed.state !== "live") await change()
        }"""
    )


@pytest.fixture
def make_tasks(client):
    """Give a person tasks: `make_tasks(alice, "Buy milk", {"title": "Call Ana", "priority": "high"})`, oldest first."""

    def make(person, *tasks):
        hers = client.as_(person)
        bodies = [{"title": task} if isinstance(task, str) else task for task in tasks]
        return [hers.post("/api/tasks", json=body).get_json() for body in bodies]

    return make


@dataclass(frozen=True)
class Furnished:
    """Somebody whose every screen has something on it, and the pages of two of their tasks as states to show."""

    person: factories.Member
    pages: dict


@pytest.fixture
def furnished(alice, make_tasks, client):
    """Alice with tasks of every kind: late, of today at a time and without, to come, done, in the trash."""
    today = datetime.now(UTC).date()
    timed = [(1, "low"), (9, "high"), (10, "medium"), (20, "high")]
    *_, begun, gone = make_tasks(
        alice,
        *("Some day" for _ in range(4)),
        {"title": "Late", "due_date": "2020-01-01", "priority": "high"},
        *({"title": f"Chapter {number}", "due_date": str(today), "status": "completed"} for number in range(7)),
        *({"title": f"In {days} days", "due_date": str(today + timedelta(days))} for days in (1, 2, 3, 20, 40)),
        {"title": "Untimed", "due_date": str(today)},
        *(
            {"title": f"At {hour}", "due_date": str(today), "due_time": f"{hour:02}:00", "priority": priority}
            for hour, priority in timed
        ),
        {"title": "Draft", "description": "Ask Jonas first.", "status": "in_progress", "due_date": "2020-01-02"},
        "Gone",
    )
    client.as_(alice).delete(f"/api/tasks/{gone['id']}")
    pages = {"task page": f"/tasks/{begun['id']}", "page of a deleted task": f"/tasks/{gone['id']}"}
    return Furnished(alice, {name: (path, lambda page: None) for name, path in pages.items()})
