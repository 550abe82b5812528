"""A stage for pictures: the real service with a clock that stands still, a cast of tasks, and a browser before it."""

import datetime as dt
import json
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import quote

from playwright.sync_api import Browser, BrowserContext, Page, sync_playwright
from werkzeug.serving import WSGIRequestHandler, make_server

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from headway.app import create_app
from headway.config import Config
from headway.embedded import Stack, scratch_home
from headway.starting import migrate

NOW = dt.datetime(2026, 11, 22, 14, 20, tzinfo=dt.UTC)
TODAY = NOW.date()
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
PERSON = {"name": "Maya Kapoor", "email": "maya@example.org", "password": "three quiet lamps"}
SECRETS = {"secret_key": "for-pictures-only-0123456789-abcdef", "jwt_secret_key": "for-pictures-too-9876543210-fedcba"}


@dataclass(frozen=True)
class Size:
    """A screen, and whether fingers use it."""

    width: int
    height: int
    is_touched: bool = False


SIZES = {"desktop": Size(1440, 900), "tablet": Size(768, 1024), "phone": Size(390, 844, is_touched=True)}


class Standing:
    """The service's clock: it stands still, but for what is said to have happened on another day."""

    now = NOW

    def __call__(self) -> dt.datetime:
        return self.now


@dataclass
class Stage:
    """The running service and the browser."""

    url: str
    browser: Browser
    clock: "Standing"

    def person(
        self, name: str = "", tasks: list[dict[str, Any]] | None = None, called: str = PERSON["name"]
    ) -> list[dict[str, Any]]:
        """The cookies of a new person with these tasks."""
        context = self.browser.new_context()
        email = f"{name or 'maya'}@example.org"
        registered = context.request.post(
            f"{self.url}/api/users/register", data=PERSON | {"email": email, "name": called}
        )
        assert registered.ok, registered.text()
        token = next(cookie["value"] for cookie in context.cookies() if "csrf_access" in cookie["name"])
        for task in reversed(tasks or []):
            kept = {name: value for name, value in task.items() if name not in ("trashed", "days_ago")}
            self.clock.now = NOW - dt.timedelta(days=task.get("days_ago", 0))
            made = context.request.post(f"{self.url}/api/tasks", data=kept, headers={"X-CSRF-TOKEN": token})
            assert made.ok, made.text()
            if task.get("trashed"):
                context.request.delete(f"{self.url}/api/tasks/{made.json()['id']}", headers={"X-CSRF-TOKEN": token})
        self.clock.now = NOW
        cookies = lasting(context)
        context.close()
        return cookies

    def sampled(self) -> list[dict[str, Any]]:
        """The cookies of somebody who has the samples of a new person."""
        context = self.browser.new_context()
        page = context.new_page()
        page.goto(f"{self.url}/sign-up")
        for name, text in (PERSON | {"email": "sampled@example.org"}).items():
            page.fill(f"#{name}", text)
        page.click("[type=submit]")
        page.wait_for_url(f"{self.url}/today")
        cookies = lasting(context)
        context.close()
        return cookies

    def page(self, size: Size, theme: str, cookies: list[dict[str, Any]]) -> Page:
        """A page of a device of this size and theme, on which the owner of the cookies is signed in."""
        context: BrowserContext = self.browser.new_context(
            viewport={"width": size.width, "height": size.height},
            has_touch=size.is_touched,
            is_mobile=size.is_touched,
            locale="en-GB",
            timezone_id="UTC",
        )
        chosen = {"name": "preferences", "value": quote(json.dumps({"theme": theme})), "url": self.url}
        context.add_cookies([*cookies, chosen])  # type: ignore[list-item]
        page = context.new_page()
        page.clock.install(time=NOW)
        return page


def lasting(context: BrowserContext) -> list[dict[str, Any]]:
    """Its cookies without an end: the browser's clock runs, so a long sitting would outlast the session they hold."""
    return [dict(cookie) | {"expires": -1} for cookie in context.cookies()]


class Quiet(WSGIRequestHandler):
    """Serves without a line for each request."""

    def log(self, *_: Any, **__: Any) -> None:
        """Nothing."""


@contextmanager
def set_stage() -> Iterator[Stage]:
    """Start servers, service and browser; stop them all at the end."""
    stack = Stack(scratch_home(f"pictures-{os.getpid()}"), test=True)
    clock = Standing()
    with stack.acquire(), serving(stack, clock) as url, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=FLAGS)
        yield Stage(url, browser, clock)
        browser.close()


@contextmanager
def serving(stack: Stack, clock: Standing) -> Iterator[str]:
    """Serve an app whose clock stands still, in threads of this process; gives its address."""
    app = create_app(Config(database_url=stack.database_url, redis_url=stack.redis_url, clock=clock, **SECRETS))
    with app.app_context():
        migrate()
    server = make_server("127.0.0.1", 0, app, threaded=True, request_handler=Quiet)
    Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()


def chromium() -> str:
    """The path of the machine's Chromium."""
    for name in BROWSERS:
        if path := shutil.which(name):
            return path
    raise SystemExit("No Chromium here: install it, then try again.")


def task(title: str, days: int | None = None, at: str | None = None, **fields: Any) -> dict[str, Any]:
    """A task due in `days` from today."""
    due = None if days is None else str(TODAY + dt.timedelta(days=days))
    return {"title": title, "due_date": due, "due_time": at, **fields}


TASKS = [
    task("Send signed contract to Orrin & Vale", -2, "17:00", priority="high"),
    task("Renew passport appointment", -1),
    task(
        "Draft the launch announcement for review",
        0,
        "15:00",
        priority="high",
        status="in_progress",
        description="Two paragraphs, one screenshot, no superlatives. Lead with the offline mode, since that is what"
        " people asked for.",
    ),
    task("Call the landlord about the boiler", 0, "16:30"),
    task("Review pull request: list virtualisation", 0, "17:00", priority="high"),
    task("Buy lamp oil", 0, "18:30", priority="low"),
    task("Plan Thursday interviews", 4, "20:00", status="in_progress"),
    task("Water the fig tree", priority="low"),
    task("Book train to Utrecht", 0, "08:30", status="completed"),
    task("Stand-up notes", 0, "10:00", status="completed", priority="low"),
    task("Ask Jonas for a screenshot", 2),
    task("Collect three quotes for the new shelves", 6, priority="low"),
]
HARD_TASKS = [
    task(
        "Rechtsschutzversicherungsgesellschaftenprüfung für die Donaudampfschifffahrt vorbereiten", 12, priority="high"
    ),
    task("مراجعة عقد الإيجار الجديد قبل نهاية الأسبوع", 1, "09:00"),
    task("Pneumonoultramicroscopicsilicovolcanocon"),
    task("Łódź: zażółć gęślą jaźń — Ğüneş Ťažký", 3),
    task(
        f"{'Gather every remark from the three review rounds and sort them by chapter ' * 3}"[:200], 420, priority="low"
    ),
    task("完成季度报告并发送给团队", 5, status="completed"),
]
# The same kinds of titles on one day, and several at one time.
HARD_TODAY = [
    one | {"due_date": str(TODAY), "due_time": f"{5 + 4 * place:02}:00" if place < 4 else None}
    for place, one in enumerate(HARD_TASKS)
] + [task(f"At noon, {number}", 0, "12:05", priority="high") for number in range(12)]
TRASHED = [task(one["title"], trashed=True) for one in (*TASKS[:5], *HARD_TASKS)]
# A hundred characters, in two scripts.
LONG_NAME = f"{'Donaudampfschifffahrtsgesellschaftskapitänswitwe عبد الرحمن بن محمد ' * 2}"[:100].strip()
# Others on the leaderboard: the first ones completed most.
PEOPLE = [
    "Ines Oliveira",
    "Jonas Okafor",
    "Aiko Nakamura",
    "Tomás Benítez",
    "Sana Rahman",
    "Maximiliane Wolkenstein-Trostburg von der Donaudampfschifffahrt",
    "Li",
]
DONE = [
    task(f"Chapter {number}", 0, status="completed", priority=("low", "medium", "high")[number % 3])
    for number in range(24)
]
# Four weeks and a year before of somebody who gets things done, with a gap for a holiday.
BUSY = [
    *TASKS,
    *(
        task(f"Note {days}.{number}", status="completed", days_ago=days, priority=("low", "medium", "high")[number % 3])
        for days in range(1, 360)
        if not 200 < days < 221
        for number in range(
            (0, 3, 1, 0, 5, 2, 4, 0, 1, 7, 2)[days * 7 % 11]
            if days < 30
            else (0, 1, 0, 2, 0, 3, 1, 0)[days * days % 29 % 8]
        )
    ),
]
