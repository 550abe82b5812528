"""The pages. The first page of tasks is in the HTML, so that it paints before any script has run."""

import re
from collections.abc import Callable
from functools import wraps
from typing import Any
from urllib.parse import urlencode
from uuid import UUID

from flask import Blueprint, redirect, render_template, request
from werkzeug.exceptions import NotFound
from werkzeug.wrappers import Response as BaseResponse

from headway import clock
from headway.accounts.guard import page_person
from headway.accounts.person import Person
from headway.analytics.schemas import Numbers
from headway.leaderboard.windows import Period
from headway.pages import agenda, first_page, insights, present, samples, settings, standings, words
from headway.pages.filters import Filters
from headway.pages.preferences import current_preferences
from headway.pages.present import Reader
from headway.tasks.schemas import TaskPage
from headway.web.fields import UUID_FORM

routes = Blueprint("pages", __name__)
# A path of this origin: one slash, neither a second one nor the backslash that browsers read as one, and none of the
# control characters that they drop before they read it.
OWN_PATH = re.compile(r"/(?![/\\])[^\x00-\x1f\x7f\\]*")


def for_somebody(view: Callable[..., str]) -> Callable[..., BaseResponse | str]:
    """Give the view the person who opens the page; a stranger is sent to the door."""

    @wraps(view)
    def opened(**path: str) -> BaseResponse | str:
        person = page_person()
        return to_the_door() if person is None else view(person, **path)

    return opened


@routes.get("/")
def index() -> BaseResponse:
    """To the tasks, or to the door."""
    return redirect("/today" if page_person() else "/sign-in", 302)


@routes.get("/today")
@for_somebody
def today(person: Person) -> str:
    """What is late and what is due today, along the day's hours."""
    return day_screen("today", "Today", person, agenda.today)


@routes.get("/upcoming")
@for_somebody
def upcoming(person: Person) -> str:
    """The next two weeks by day, then by week."""
    return day_screen("upcoming", "Upcoming", person, agenda.upcoming)


@routes.get("/sign-in")
def sign_in() -> str:
    """The door."""
    return auth_screen("sign-in", other="/sign-up")


@routes.get("/sign-up")
def sign_up() -> str:
    """The door for new people."""
    return auth_screen("sign-up", other="/sign-in")


@routes.get("/all")
@for_somebody
def every_task(person: Person) -> str:
    """All tasks: filtered, sorted, a page at a time, with the open one beside them."""
    filters = Filters.of(request.args)
    page = first_page.of(person, filters)
    reader = Reader.of(person, clock.now())
    return signed_in(
        "all",
        "All tasks",
        person,
        filters=filters,
        tasks=[present.row(task, reader, filters) for task in page.tasks],
        open_task=open_task(person, filters.task, reader),
        samples=samples.left(person),
        state="no-match" if filters.is_on else "first-use",
        message=filters.no_match(),
        **paging(filters, page),
    )


@routes.get("/trash")
@for_somebody
def trash(person: Person) -> str:
    """The deleted tasks of the last 30 days."""
    filters = Filters(cursor=request.args.get("cursor", ""))
    page = first_page.of(person, filters, deleted=True)
    reader = Reader.of(person, clock.now())
    tasks = [present.trashed(task, reader) for task in page.tasks]
    return signed_in("trash", "Trash", person, tasks=tasks, **paging(filters, page))


@routes.get("/insights")
@for_somebody
def overview(person: Person) -> str:
    """What the person got done, what is open and what is next."""
    counts = first_page.counts(person)
    return signed_in(
        "insights",
        "Insights",
        person,
        counts=counts,
        insights=insights.of(person, counts, insights.range_of(request.args.get("range", ""))),
        board=standings.of(person, Period.WEEK, standings.IN_THE_PANEL),
    )


@routes.get("/leaderboard")
@for_somebody
def leaderboard(person: Person) -> str:
    """Who completed the most in a window, and where the person is."""
    window = standings.period(request.args.get("window", ""))
    return signed_in(
        "leaderboard",
        "Leaderboard",
        person,
        board=standings.of(person, window, standings.ON_THE_PAGE),
        windows=standings.WINDOWS,
        listings=standings.LISTINGS,
    )


@routes.get("/settings")
@for_somebody
def own_settings(person: Person) -> str:
    """The account, this device's preferences, and what else is the person's to decide."""
    section = settings.section_of(request.args.get("section", ""))
    return signed_in(
        "settings",
        "Settings",
        person,
        section=section,
        sections=settings.SECTIONS,
        zones=settings.zones(),
        listings=standings.LISTINGS,
        listing=person.leaderboard,
        devices=settings.devices_of(person, Reader.of(person, clock.now())),
    )


@routes.get("/tasks/<task_id>")
@for_somebody
def task(person: Person, task_id: str) -> str:
    """One task on a page of its own."""
    found = open_task(person, task_id, Reader.of(person, clock.now()))
    if found is None:
        raise NotFound
    return signed_in("task", "Task", person, task=found)


def day_screen(
    screen: str, heading: str, person: Person, read: Callable[[Person, Filters, Numbers], dict[str, Any]]
) -> str:
    """A screen of days; its own numbers are those that the shell shows."""
    filters, counts = Filters.of(request.args).of_days(), first_page.counts(person)
    opened = open_task(person, filters.task, Reader.of(person, clock.now()))
    shown = read(person, filters, counts)
    return signed_in(screen, heading, person, counts=counts, filters=filters, open_task=opened, **shown)


def signed_in(screen: str, heading: str, person: Person, counts: Numbers | None = None, **values: Any) -> str:
    """A screen inside the shell."""
    return render_template(
        f"screens/{screen}.html",
        screen=screen,
        heading=heading,
        person=present.somebody(person),
        counts=counts or first_page.counts(person),
        event_id=person.event_number,
        preferences=current_preferences(),
        **values,
    )


def auth_screen(screen: str, other: str) -> str:
    """Sign-in or sign-up, with the way to the other one and to where the person wanted to go."""
    asked = request.args.get("next", "")
    next_path = asked if OWN_PATH.fullmatch(asked) else ""
    other_href = f"{other}?{request.query_string.decode('ascii', 'ignore')}" if next_path else other
    return render_template(
        f"screens/{screen}.html",
        screen=screen,
        next_path=next_path,
        other_href=other_href,
        preferences=current_preferences(),
    )


def to_the_door() -> BaseResponse:
    """Send a stranger to sign in, and remember where they wanted to go."""
    asked = request.full_path.rstrip("?")
    return redirect(f"/sign-in?{urlencode({'next': asked}, safe='/')}", 302)


def open_task(person: Person, task_id: str, reader: Reader) -> dict[str, Any] | None:
    """The task that the address names, as its panel shows it; None when there is none."""
    if not UUID_FORM.fullmatch(task_id):
        return None
    found = first_page.find(person, UUID(task_id))
    return None if found is None else present.opened(found, reader)


def paging(filters: Filters, page: TaskPage) -> dict[str, Any]:
    """The number of tasks, and the addresses of the pages around this one."""
    return {
        "total": page.total,
        "count_words": words.tasks(page.total),
        "next_href": page.next and filters.href(cursor=page.next),
        "previous_href": page.previous and filters.href(cursor=page.previous),
    }
