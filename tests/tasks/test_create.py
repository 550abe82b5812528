"""Creating tasks."""

from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from uuid import uuid4


def test_a_new_task_has_the_defaults_and_says_where_it_is(client, alice, clock):
    clock.set(datetime(2026, 3, 4, 5, 6, 7, 89, tzinfo=UTC))
    response = client.as_(alice).post("/api/tasks", json={"title": "  Water the plants \u2003"})
    task_id = response.json["id"]
    assert response.status_code == 201
    assert response.headers["Location"] == f"/api/tasks/{task_id}"
    assert response.headers["ETag"] == '"v1"'
    assert response.json == {
        "id": task_id,
        "title": "Water the plants",
        "description": "",
        "status": "pending",
        "priority": "medium",
        "due_date": None,
        "due_time": None,
        "created_at": "2026-03-04T05:06:07.000089Z",
        "updated_at": "2026-03-04T05:06:07.000089Z",
        "completed_at": None,
        "deleted_at": None,
        "version": 1,
    }
    assert task_id[14] == "7"


def test_every_field_is_kept_as_it_was_sent(client, alice):
    fields = {
        "id": str(uuid4()).upper(),
        "title": "Ärger 🎂 \u200d",
        "description": " two lines\n\tand blanks ",
        "status": "in_progress",
        "priority": "high",
        "due_date": "1970-01-01",
        "due_time": "23:59",
    }
    created = client.as_(alice).post("/api/tasks", json=fields).json
    assert created | fields | {"id": created["id"]} == created
    assert created["id"] == fields["id"].lower()
    assert client.as_(alice).get(f"/api/tasks/{fields['id']}").json == created


def test_a_task_may_be_born_completed(client, alice, make_task):
    task = make_task(alice, status="completed")
    assert task["completed_at"] == task["created_at"]


UNACCEPTABLE = [
    ("title", " \u3000"),
    ("title", "a\nb"),
    ("title", "a\x00b"),
    ("title", "x" * 201),
    ("description", "x" * 10_001),
    ("description", None),
    ("status", None),
    ("status", "done"),
    ("priority", 1),
    ("due_date", "2026-13-01"),
    ("due_time", "24:00"),
    ("due_time", "9:30"),
    ("id", None),
    ("version", 1),
    ("created_at", "now"),
    ("owner", "me"),
]


def test_a_field_that_cannot_be_taken_is_named(client, alice):
    browser = client.as_(alice)
    for field, value in UNACCEPTABLE:
        response = browser.post("/api/tasks", json={"title": "Fine"} | {field: value})
        assert response.status_code == 422, field
        assert [error["field"] for error in response.json["errors"]] == [field]


def test_a_time_needs_a_date(client, alice):
    response = client.as_(alice).post("/api/tasks", json={"title": "Call", "due_time": "10:00"})
    assert (response.status_code, response.json["errors"][0]["field"]) == (422, "due_time")


def test_lengths_count_code_points_after_trimming(client, alice, make_task):
    assert make_task(alice, title=f" {'😀' * 200} ", description="😀" * 10_000)["title"] == "😀" * 200


def test_the_same_id_again_answers_the_stored_task(client, alice, make_task):
    stored = make_task(alice, id=str(uuid4()))
    again = client.as_(alice).post("/api/tasks", json={"id": stored["id"], "title": "Something else"})
    assert (again.status_code, again.json) == (200, stored)
    assert again.headers["ETag"] == '"v1"'
    assert client.as_(alice).get("/api/tasks").json["total"] == 1


def test_the_same_id_again_answers_a_task_in_the_trash(client, alice, make_task):
    task_id = make_task(alice)["id"]
    client.as_(alice).delete(f"/api/tasks/{task_id}")
    again = client.as_(alice).post("/api/tasks", json={"id": task_id, "title": "Back?"})
    assert again.status_code == 200
    assert again.json["deleted_at"]


def test_another_persons_id_is_free(client, alice, bob, make_task):
    theirs = make_task(alice, title="Alice's")
    assert make_task(bob, id=theirs["id"], title="Bob's")["title"] == "Bob's"
    assert client.as_(alice).get(f"/api/tasks/{theirs['id']}").json == theirs


def test_of_parallel_posts_of_one_id_exactly_one_creates(client, alice):
    body = {"id": str(uuid4()), "title": "Once"}
    browsers = [client.as_(alice) for _ in range(8)]
    with ThreadPoolExecutor(8) as pool:
        statuses = list(pool.map(lambda browser: browser.post("/api/tasks", json=body).status_code, browsers))
    assert sorted(statuses) == [200] * 7 + [201]
    assert client.as_(alice).get("/api/tasks").json["total"] == 1
