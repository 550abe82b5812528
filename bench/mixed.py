"""What does the service bear of people who read, think and write, and what does a request of theirs cost?

The classes, their weights and think times are those of Vikunja's published load test, made from the access logs of
its cloud (https://github.com/go-vikunja/performance-testing-v2): of seven users three work, three glance, one is a
script. What they do is said in Headway's requests. Everybody is `SPEED` times as quick, and stands for as many.
`python -m bench.mixed --seconds 12`
"""

# ruff: noqa: I001 (Locust patches sockets and locks, which must come before all other imports)
import locust.env
from locust import FastHttpUser, task

import argparse
import json
import math
import random
import time
from typing import Any, ClassVar

import gevent

from bench.stage import SignedIn, Stage, stage
from headway.demo.people import PASSWORD, address

SPEED = 20
ASKERS, SKIPPED = 1_000, 200
SPAWNED_A_SECOND = 150
LEVELS = (100, 200, 300, 400, 500, 600, 800)
GROWTH = 1.05  # a level that answers less than this much more than the one before was too much
CALM = 0.7
TITLES = ("Call Ana", "Write the report", "Book flights", "Review the offer", "Buy milk", "Plan the sprint")


class Person(FastHttpUser):
    """Somebody who is signed in, with some tasks of theirs at hand."""

    abstract = True
    people: ClassVar[list[tuple[int, SignedIn]]] = []
    connection_timeout = network_timeout = 20

    def on_start(self) -> None:
        """Sit down at a device."""
        self.number, self.signed_in = self.people[random.randrange(len(self.people))]
        self.tasks_known = [found["id"] for found in self.get("/api/tasks", "list")["tasks"]]

    def get(self, path: str, name: str) -> Any:
        """Read."""
        with self.client.get(path, headers=self.signed_in.headers, name=name, catch_response=True) as reply:
            return reply.json() if reply.status_code == 200 else self._refused(reply)

    def send(self, method: str, path: str, name: str, body: object) -> Any:
        """Write."""
        headers = self.signed_in.headers
        with self.client.request(method, path, headers=headers, json=body, name=name, catch_response=True) as reply:
            return reply.json() if reply.status_code in (200, 201) else self._refused(reply)

    def a_task(self) -> str:
        """The path of one of the tasks at hand."""
        return f"/api/tasks/{random.choice(self.tasks_known)}"

    def open_app(self) -> None:
        """What a page asks for once it stands."""
        self.get("/api/users/me", "me")
        self.get("/api/analytics", "numbers")
        self.get("/api/tasks/today", "today")

    @staticmethod
    def _refused(reply: Any) -> Any:
        reply.failure(f"{reply.status_code}")
        return {}


class Worker(Person):
    """Sits at it: home, lists, details, changes, with a quarter of a minute between them."""

    weight = 3

    def wait_time(self) -> float:
        """Log-normal around 15 s, at most 240."""
        return min(random.lognormvariate(math.log(15), 0.9), 240) / SPEED

    @task(15)
    def home(self) -> None:
        """Today."""
        self.get("/api/tasks/today", "today")

    @task(25)
    def listing(self) -> None:
        """A list of what is open, three times in ten with the page after it."""
        page = self.get("/api/tasks?status=pending,in_progress&limit=25", "list")
        if page.get("next") and random.random() < 0.3:
            self.get(f"/api/tasks?status=pending,in_progress&limit=25&cursor={page['next']}", "list, page 2")

    @task(10)
    def by_priority(self) -> None:
        """A board of columns there; here what matters most."""
        self.get("/api/tasks?sort=priority&limit=25", "list by priority")

    @task(12)
    def detail(self) -> None:
        """One task."""
        self.get(self.a_task(), "task")

    @task(6)
    def change(self) -> None:
        """Done or not, a title, a priority, or a date."""
        status = "completed" if random.random() < 0.6 else "pending"
        change: dict[str, object] = random.choice(
            [
                {"status": status},
                {"title": f"{random.choice(TITLES)} {random.randrange(99_999)}"},
                {"priority": random.choice(("low", "medium", "high"))},
                {"due_date": f"2030-01-{random.randint(1, 28):02}"},
            ]
        )
        self.send("PUT", self.a_task(), "update", change)

    @task(4)
    def create(self) -> None:
        """A new task."""
        made = self.send("POST", "/api/tasks", "create", {"title": random.choice(TITLES)})
        self.tasks_known += [made["id"]] if made else []

    @task(6)
    def arrange(self) -> None:
        """Moves, labels and comments there; here the state of a task."""
        self.send("PUT", self.a_task(), "update", {"status": random.choice(("pending", "in_progress"))})

    @task(2)
    def activity(self) -> None:
        """A chart over time."""
        self.get("/api/analytics/activity", "activity")

    @task(1)
    def leaderboard(self) -> None:
        """Where one stands."""
        self.get("/api/analytics/leaderboard", "leaderboard")


class Glancer(Person):
    """Signs in, looks, leaves, and comes back after minutes."""

    weight = 3

    def wait_time(self) -> float:
        """One to seven minutes."""
        return random.uniform(60, 400) / SPEED

    @task
    def glance(self) -> None:
        """A short session; half of them open a list."""
        body = {"email": address(self.number), "password": PASSWORD}
        self.client.post("/api/users/login", json=body, name="sign in")
        self.client.cookiejar.clear()
        self.open_app()
        gevent.sleep(random.uniform(2, 20) / SPEED)
        if random.random() < 0.5:
            self.get("/api/tasks?status=pending,in_progress&limit=25", "list")


class IntegrationBot(Person):
    """A script that polls."""

    weight = 1

    def wait_time(self) -> float:
        """No time to think."""
        return random.uniform(0.2, 2) / SPEED

    @task(65)
    def one(self) -> None:
        """One task."""
        self.get(self.a_task(), "task")

    @task(32)
    def some(self) -> None:
        """A list."""
        query = random.choice(("", "&status=pending,in_progress"))
        self.get(f"/api/tasks?limit={random.choice((20, 50))}{query}", "list")

    @task(3)
    def many(self) -> None:
        """A hundred of what is open."""
        self.get("/api/tasks?sort=priority&status=pending,in_progress&limit=100", "100 tasks")


def measure(there: Stage, seconds: int) -> dict[str, Any]:
    """More and more users until no more is answered, then seven tenths of the most."""
    numbered = enumerate(there.people(ASKERS, SKIPPED), start=SKIPPED + 1)
    Person.people = list(numbered)
    environment = locust.env.Environment(user_classes=[Worker, Glancer, IntegrationBot], host=there.url)
    runner = environment.create_local_runner()
    levels: list[dict[str, Any]] = []
    for users in LEVELS:
        levels.append(_level(there, runner, users, seconds))
        if len(levels) > 1 and levels[-1]["per_second"] < levels[-2]["per_second"] * GROWTH:
            break
    most = max(levels, key=lambda level: level["per_second"])
    calm = _level(there, runner, round(most["users"] * CALM), seconds)
    failures = sum(entry.occurrences for entry in environment.stats.errors.values())
    runner.quit()
    return {"speed": SPEED, "levels": levels, "highest": most, "calm": calm, "failures": failures}


def _level(there: Stage, runner: Any, users: int, seconds: int) -> dict[str, Any]:
    runner.start(users, spawn_rate=SPAWNED_A_SECOND)
    runner.spawning_greenlet.join()
    gevent.sleep(2)
    runner.stats.clear_all()
    before, began = there.cpu(), time.monotonic()
    gevent.sleep(seconds)
    spent = {name: used - before[name] for name, used in there.cpu().items()}
    total, took = runner.stats.total, time.monotonic() - began
    return {
        "users": users,
        "per_second": round(total.num_requests / took, 1),
        "p50_ms": total.get_response_time_percentile(0.5),
        "p99_ms": total.get_response_time_percentile(0.99),
        "failed": total.num_failures,
        "per_cpu_second": round(total.num_requests / sum(spent.values()), 1),
        "cpu_share": {name: round(used / took, 2) for name, used in spent.items()},
    }


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--seconds", type=int, default=12)
    options = parser.parse_args()
    with stage() as there:
        print(json.dumps(measure(there, options.seconds), indent=2))


if __name__ == "__main__":
    main()
