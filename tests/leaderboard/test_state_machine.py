"""Whatever people do, in any order: the API says what the model says, and a recount finds nothing to mend.

Short and always the same in the suite; HEADWAY_FAULTS=1 lets it run long, and differently each time.
"""

import os
from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from headway import clock as app_clock
from headway.leaderboard import comparing, projecting, verifying
from tests import factories
from tests.client import Client
from tests.games import LONG, SHORT
from tests.leaderboard.acting import a_second_later, batch, board, change, create, delete, show_as
from tests.leaderboard.conftest import empty
from tests.leaderboard.model import WINDOWS, Model, Person, Task, day_in, shifted

BOARD_ZONE = "Europe/Berlin"
FRIDAY_BEFORE_SUMMER_TIME = datetime(2026, 3, 27, 20, tzinfo=UTC)
NAMES = ("Anna", "Ben", "Cleo", "Dan")
ZONES = ("UTC", "Pacific/Kiritimati", "Pacific/Honolulu", "Europe/Berlin")
FULL_DAY = 26

people = st.sampled_from(range(len(NAMES)))
priorities = st.sampled_from(("low", "medium", "high"))
statuses = st.sampled_from(("pending", "in_progress", "completed", "completed"))
due_days = st.sampled_from((None, -1, 0, 1))
zones = st.sampled_from(ZONES)
listings = st.sampled_from(("name", "anonymous", "hidden"))
waits = st.sampled_from([timedelta(hours=hours) for hours in (1, 1, 3, 9, 24, 7 * 24, 31 * 24)])
picks = st.integers(0, 99)


class Leaderboard(RuleBasedStateMachine):
    """Four people at one board; `app` and `clock` are the test's."""

    app = clock = None

    def __init__(self):
        super().__init__()
        empty(self.app)
        self.clock.set(FRIDAY_BEFORE_SUMMER_TIME)
        self.model = Model(BOARD_ZONE)
        self.browsers, self.tasks = [], {}
        self.actor, self.steps, self.is_projecting, self.had_full_day = 0, 0, True, False

    @initialize(zones=st.permutations(ZONES), first=st.tuples(*[priorities] * len(NAMES)), is_projecting=st.booleans())
    def sign_up(self, zones, first, is_projecting):
        self.is_projecting = is_projecting
        for name, zone in zip(NAMES, zones, strict=True):
            self.clock.advance(seconds=1)
            with self.app.app_context():
                member = factories.make_person(name, timezone=zone)
            self.browsers.append(Client(self.app).as_(member))
            self.model.people.append(Person(name, member.created_at, zone))
        for who, priority in enumerate(first):
            self.create(who, "completed", priority, None)

    @rule(who=people, tasks=st.lists(st.tuples(statuses, priorities, due_days), min_size=1, max_size=4))
    def create_some(self, who, tasks):
        for task in tasks:
            self.create(who, *task)

    def create(self, who, status, priority, due):
        person = self.act_as(who)
        day = shifted(day_in(person.zone, self.clock()), due)
        url = create(self.browsers[who], status=status, priority=priority, due_date=day and day.isoformat())
        self.tasks[url] = Task(person, status, priority, day)
        self.model.settle(self.tasks[url], self.clock())

    @precondition(lambda self: not self.had_full_day)
    @rule(who=people)
    def fill_the_day(self, who):
        self.had_full_day = True
        for _ in range(FULL_DAY):
            self.create(who, "completed", "high", 0)

    @precondition(lambda self: self.of(lambda task: not task.is_trashed))
    @rule(pick=picks, status=statuses)
    def set_status(self, pick, status):
        self.change(self.pick(pick, lambda task: not task.is_trashed), status=status)

    @precondition(lambda self: self.of(lambda task: not task.is_trashed))
    @rule(pick=picks, priority=priorities, status=statuses)
    def set_two_fields(self, pick, priority, status):
        self.change(self.pick(pick, lambda task: not task.is_trashed), priority=priority, status=status)

    @precondition(lambda self: self.of(lambda task: not task.is_trashed))
    @rule(pick=picks, due=due_days)
    def set_due_date(self, pick, due):
        url = self.pick(pick, lambda task: not task.is_trashed)
        day = shifted(day_in(self.tasks[url].owner.zone, self.clock()), due)
        self.tasks[url].due = day
        change(self.browser_of(url), url, due_date=day and day.isoformat())

    @precondition(lambda self: self.of())
    @rule(pick=picks)
    def delete(self, pick):
        url = self.pick(pick)
        delete(self.browser_of(url), url)
        self.move(url, is_trashed=True)

    @precondition(lambda self: self.of())
    @rule(pick=picks)
    def remove(self, pick):
        url = self.pick(pick)
        delete(self.browser_of(url), url, permanently=True)
        self.move(url, is_removed=True)

    @precondition(lambda self: self.of(lambda task: task.is_trashed))
    @rule(pick=picks)
    def restore(self, pick):
        url = self.pick(pick, lambda task: task.is_trashed)
        assert self.browser_of(url).post(f"{url}/restore").status_code == 200
        self.move(url, is_trashed=False)

    @rule(who=people, act=st.sampled_from(("complete", "reopen", "delete", "restore")))
    def batch(self, who, act):
        person = self.act_as(who)
        mine = self.of(lambda task: task.owner is person)
        if not mine:
            return
        if act in ("complete", "reopen"):
            status = "completed" if act == "complete" else "pending"
            batch(self.browsers[who], mine, changes={"status": status})
            for url in mine:
                if not self.tasks[url].is_trashed:
                    self.move(url, status=status)
        else:
            batch(self.browsers[who], mine, **{act: True})
            for url in mine:
                self.move(url, is_trashed=act == "delete")

    @rule(who=people, zone=zones)
    def move_house(self, who, zone):
        self.act_as(who).zone = zone
        assert self.browsers[who].patch("/api/users/me", json={"timezone": zone}).status_code == 200

    @rule(who=people, listing=listings)
    def show_as(self, who, listing):
        self.act_as(who).listing = listing
        show_as(self.browsers[who], listing)

    @rule(wait=waits)
    def wait(self, wait):
        self.clock.advance(seconds=wait.total_seconds())

    @rule(is_flushed=st.booleans())
    def disturb_the_projection(self, is_flushed):
        self.is_projecting = not self.is_projecting
        if not is_flushed:
            return
        client = self.app.extensions["headway.valkey"]
        for key in list(client.scan_iter("headway:leaderboard:*")):
            client.unlink(key)

    @invariant()
    def everybody_sees_what_the_model_says(self):
        if not self.browsers:
            return
        # Who has acted sees it at once, also where this process remembers ranks; to others it may take a second.
        self.check(self.actor, WINDOWS[self.steps % len(WINDOWS)], 1)
        self.steps += 1
        window = WINDOWS[self.steps % len(WINDOWS)]
        self.let_a_second_pass()
        for who in range(len(NAMES)):
            self.check(who, window, 1)
        self.check(self.actor, window, 10)

    @invariant()
    def a_recount_finds_nothing_to_mend(self):
        with self.app.app_context():
            assert verifying.differences(10) == []

    def teardown(self):
        with self.app.app_context():
            assert comparing.differences(app_clock.now(), 10) == []

    def act_as(self, who):
        self.actor = who
        self.clock.advance(seconds=1)
        return self.model.people[who]

    def of(self, is_wanted=lambda task: True):
        """The addresses of the tasks that are there and wanted."""
        return [url for url, task in self.tasks.items() if not task.is_removed and is_wanted(task)]

    def pick(self, number, is_wanted=lambda task: True):
        found = self.of(is_wanted)
        url = found[number % len(found)]
        self.act_as(self.model.people.index(self.tasks[url].owner))
        return url

    def browser_of(self, url):
        return self.browsers[self.model.people.index(self.tasks[url].owner)]

    def change(self, url, **values):
        change(self.browser_of(url), url, **values)
        self.move(url, **values)

    def move(self, url, **values):
        vars(self.tasks[url]).update(values)
        self.model.settle(self.tasks[url], self.clock())

    def check(self, who, window, limit):
        seen = board(self.browsers[who], window=window, limit=limit)
        del seen["starts_at"], seen["ends_at"]
        assert seen == self.model.board(self.model.people[who], window, limit, self.clock())

    def let_a_second_pass(self):
        a_second_later(self.app)
        with self.app.app_context(), self.app.extensions["sqlalchemy"].engine.begin() as connection:
            connection.exec_driver_sql("UPDATE projection_queue SET since = since - interval '1 second'")
        if self.is_projecting:
            with self.app.app_context():
                projecting.project(app_clock.now())


@pytest.fixture
def berlin(make_app, the_clock, board_urls):
    return make_app(clock=the_clock, leaderboard_timezone=BOARD_ZONE, **board_urls)


def test_api_model_and_recount_agree_whatever_people_do(berlin, clock):
    machine = type("LeaderboardHere", (Leaderboard,), {"app": berlin, "clock": clock})
    run_state_machine_as_test(machine, settings=LONG if os.environ.get("HEADWAY_FAULTS") == "1" else SHORT)
