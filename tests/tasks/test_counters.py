"""The counters: equal to a recount whatever happened, and a command that says so."""

import random
from concurrent.futures import ThreadPoolExecutor

import pytest

STATUSES = ["pending", "in_progress", "completed"]
PRIORITIES = ["low", "medium", "high"]


class Mix:
    """A person who does anything to their tasks, by chance."""

    def __init__(self, browser, seed):
        self.browser = browser
        self.random = random.Random(seed)
        self.ids = []

    def act(self):
        """One act."""
        doing = self.random.choice(
            [self.create, self.create, self.change, self.delete, self.restore, self.remove, self.batch]
        )
        return doing()

    def create(self):
        fields = {"status": self.random.choice(STATUSES), "priority": self.random.choice(PRIORITIES)}
        response = self.browser.post("/api/tasks", json={"title": "x", **fields})
        self.ids.append(response.json["id"])
        return response

    def change(self):
        return self.browser.put(self.url(), json={"status": self.random.choice(STATUSES)})

    def delete(self):
        return self.browser.delete(self.url())

    def restore(self):
        return self.browser.post(f"{self.url()}/restore")

    def remove(self):
        return self.browser.delete(f"{self.url()}?permanently=true")

    def batch(self):
        act = self.random.choice(
            [{"delete": True}, {"restore": True}, {"remove": True}, {"changes": {"priority": "high"}}]
        )
        some = self.random.sample(self.ids, min(len(self.ids), 7)) or [self.url()[-36:]]
        return self.browser.post("/api/tasks/batch", json={"ids": some, **act})

    def url(self):
        return f"/api/tasks/{self.random.choice(self.ids or ['00000000-0000-7000-8000-000000000000'])}"


def test_counters_equal_a_recount_after_any_mix_of_acts(client, alice, recount):
    mix = Mix(client.as_(alice), seed=8)
    for _ in range(150):
        assert mix.act().status_code < 500
    counted, there = recount(alice)
    assert counted == there
    page = client.as_(alice).get("/api/tasks?limit=1").json
    assert page["total"] == sum(tasks for (trashed, *_), tasks in there.items() if not trashed)


def test_counters_equal_a_recount_when_one_person_writes_from_four_places(client, alice, recount):
    mixes = [Mix(client.as_(alice), seed) for seed in range(4)]
    with ThreadPoolExecutor(4) as pool:
        list(pool.map(lambda mix: [mix.act() for _ in range(25)], mixes))
    counted, there = recount(alice)
    assert counted == there


@pytest.fixture
def verify(app):
    """Run `counts verify`."""
    return lambda: app.test_cli_runner().invoke(args=["counts", "verify"])


def test_verify_says_that_all_counters_are_right(alice, make_task, verify):
    make_task(alice)
    result = verify()
    assert (result.exit_code, result.output) == (0, "All counters are right.\n")


@pytest.mark.parametrize("damage", ["UPDATE counts SET tasks = tasks + 1", "DELETE FROM counts", "DELETE FROM tasks"])
def test_verify_names_what_differs(app, alice, make_task, verify, damage):
    make_task(alice, status="completed", priority="low")
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine
    with engine.begin() as connection:
        connection.exec_driver_sql(f"{damage} WHERE owner_id = %s", (alice.id,))
    result = verify()
    with engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM users WHERE id = %s", (alice.id,))
    assert result.exit_code == 1
    assert f"{alice.id}: completed, low priority, outside the trash: the counter says" in result.output
    assert verify().exit_code == 0
