"""Events: numbered without gaps in the order of commits, and told to recorders and subscribers."""

import logging
from concurrent.futures import ThreadPoolExecutor
from uuid import uuid4

import pytest

from headway import activity
from tests.client import Client


@pytest.fixture
def events(app):
    """A person's event rows as (number, task id, version, change)."""

    def read(owner):
        with app.app_context():
            engine = app.extensions["sqlalchemy"].engine
        query = "SELECT number, task_id::text, version, change FROM events WHERE owner_id = %s ORDER BY number"
        with engine.connect() as connection:
            return [tuple(row) for row in connection.exec_driver_sql(query, (owner.id,))]

    return read


def test_each_act_leaves_one_event_for_each_task_it_changed(client, alice, events):
    browser, ids = client.as_(alice), [str(uuid4()), str(uuid4())]
    for task_id in ids:
        browser.post("/api/tasks", json={"id": task_id, "title": "x"})
    browser.put(f"/api/tasks/{ids[0]}", json={"title": "y"})
    browser.put(f"/api/tasks/{ids[0]}", json={"title": "y"})
    browser.post("/api/tasks/batch", json={"ids": ids[::-1], "delete": True})
    browser.post(f"/api/tasks/{ids[1]}/restore")
    browser.delete(f"/api/tasks/{ids[0]}?permanently=true")
    created, updated, deleted, restored, removed = range(1, 6)
    assert events(alice) == [
        (1, ids[0], 1, created),
        (2, ids[1], 1, created),
        (3, ids[0], 2, updated),
        (4, ids[1], 2, deleted),
        (5, ids[0], 3, deleted),
        (6, ids[1], 3, restored),
        (7, ids[0], 4, removed),
    ]
    assert browser.get("/api/analytics").json["event_id"] == 7


def test_refused_writes_leave_no_event(client, alice, events):
    browser, task_id = client.as_(alice), str(uuid4())
    browser.post("/api/tasks", json={"id": task_id, "title": "x"})
    browser.put(f"/api/tasks/{task_id}", json={"title": "y"}, headers={"If-Match": '"v9"'})
    browser.put(f"/api/tasks/{uuid4()}", json={"title": "y"})
    browser.post("/api/tasks", json={"id": task_id, "title": "again"})
    assert len(events(alice)) == 1


def test_numbers_have_no_gaps_when_many_write_at_once(client, alice, events):
    browsers = [client.as_(alice) for _ in range(6)]

    def write(browser):
        return [browser.post("/api/tasks", json={"title": "x"}).status_code for _ in range(8)]

    with ThreadPoolExecutor(6) as pool:
        made = sum(statuses.count(201) for statuses in pool.map(write, browsers))
    assert [number for number, *_ in events(alice)] == list(range(1, made + 1))


@pytest.fixture
def other_app(make_app):
    """An app of this test alone, to hang listeners in."""
    return make_app()


def test_a_recorder_that_fails_undoes_the_write(other_app, alice, events):
    def refuse(tally, changes, at):
        raise ArithmeticError

    activity.add_recorder(other_app, refuse)
    browser = Client(other_app).as_(alice)
    assert browser.post("/api/tasks", json={"title": "x"}).status_code == 500
    assert browser.get("/api/tasks").json["total"] == 0
    assert events(alice) == []


def test_a_subscriber_that_fails_undoes_nothing_and_stops_no_other(other_app, alice, events, caplog):
    told = []

    def fail(owner_id, changes):
        raise ArithmeticError

    activity.add_subscriber(other_app, fail)
    activity.add_subscriber(other_app, lambda owner_id, changes: told.append((owner_id, [c.kind for c in changes])))
    browser = Client(other_app).as_(alice)
    with caplog.at_level(logging.ERROR):
        assert browser.post("/api/tasks", json={"title": "x"}).status_code == 201
    assert told == [(alice.id, [activity.ChangeKind.CREATED])]
    assert "a subscriber failed" in caplog.text
    assert len(events(alice)) == 1


def test_subscribers_hear_nothing_of_what_was_rolled_back(other_app, alice):
    told = []
    activity.add_subscriber(other_app, lambda owner_id, changes: told.append(changes))
    browser = Client(other_app).as_(alice)
    browser.put(f"/api/tasks/{uuid4()}", json={"title": "x"})
    assert told == []
