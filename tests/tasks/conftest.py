"""Tasks for tests, made through the edge."""

import random
from collections import Counter
from datetime import UTC, date, datetime, timedelta
from uuid import uuid4

import pytest

from tests import factories
from tests.client import Client
from tests.tasks.texts import DESCRIPTIONS, TITLES

NOON = datetime(2026, 3, 4, 12, 0, 0, 123456, tzinfo=UTC)
TODAY = date(2026, 3, 4)


@pytest.fixture
def make_task(client):
    """Make a task of a person's: `make_task(alice, title="Write", status="completed")`."""

    def make(owner, **fields):
        response = client.as_(owner).post("/api/tasks", json={"title": "Write the report"} | fields)
        assert response.status_code == 201, response.text
        return response.json

    return make


@pytest.fixture(scope="session")
def fill(app):
    """Give a person many tasks of all kinds at once: `fill(alice, 4000)`; their ids in the order of creation."""
    return lambda owner, count: factories.fill(app, owner, count)


@pytest.fixture
def recount(app):
    """The counters of a person and the same from the tasks, as two equal dictionaries when all is well."""

    def both(owner):
        with app.app_context():
            engine = app.extensions["sqlalchemy"].engine
        with engine.connect() as connection:
            counted = connection.exec_driver_sql(
                "SELECT trashed, status, priority, tasks FROM counts WHERE owner_id = %s AND tasks <> 0", (owner.id,)
            )
            there = connection.exec_driver_sql(
                "SELECT deleted_at IS NOT NULL, status, priority FROM tasks WHERE owner_id = %s", (owner.id,)
            )
            return {tuple(row[:3]): row[3] for row in counted}, Counter(tuple(row) for row in there)

    return both


class Crowd:
    """A person with five hundred tasks: `tasks` is what the API says of them."""

    def __init__(self, app, clock):
        self.clock = clock
        with app.app_context():
            self.owner = factories.make_person("Olivia")
        self.client = Client(app).as_(self.owner)
        self.random = random.Random(20260304)
        self.ids = []

    def make(self, count):
        """Tasks in groups that were created, and changed, in the same microsecond."""
        for number in range(count):
            self.clock.set(NOON - timedelta(minutes=number // 9))
            self.ids.append(self.client.post("/api/tasks", json=self.fields(number)).json["id"])
        for _ in range(12):
            self.clock.advance(hours=1)
            some = self.random.sample(self.ids, 40)
            changes = {"status": self.random.choice(["pending", "in_progress", "completed"])}
            assert self.client.post("/api/tasks/batch", json={"ids": some, "changes": changes}).status_code == 200

    def fields(self, number):
        """A task like people's."""
        day = self.random.choice([None, *(TODAY + timedelta(days=offset) for offset in range(-9, 10))])
        return {
            "id": str(uuid4()),  # not in the order of time, so that ties are told apart by something
            "title": TITLES[number % len(TITLES)],
            "description": self.random.choice(DESCRIPTIONS),
            "status": self.random.choice(["pending", "in_progress", "completed"]),
            "priority": self.random.choice(["low", "medium", "high"]),
            "due_date": day and day.isoformat(),
            "due_time": self.random.choice([None, "00:00", "09:30", "23:59"]) if day else None,
        }

    def read(self):
        """Every task, one by one."""
        return [self.client.get(f"/api/tasks/{task_id}").json for task_id in self.ids]


@pytest.fixture(scope="session")
def made_crowd(app, the_clock):
    """Somebody with five hundred tasks of all kinds."""
    made = Crowd(app, the_clock)
    made.make(500)
    made.tasks = made.read()
    the_clock.instant = None
    return made


@pytest.fixture
def crowd(app, made_crowd):
    """Somebody with five hundred tasks of all kinds; tests read them and leave them as they are."""
    # A session begun for an earlier test may have ended since: the long forms run for longer than a token is good.
    made_crowd.client = Client(app).as_(made_crowd.owner)
    return made_crowd


@pytest.fixture
def today(clock):
    """It is noon (UTC) of 4 March 2026."""
    clock.set(NOON)
    return TODAY
