"""The numbers of the overview."""

from datetime import UTC, datetime, timedelta

import pytest

NOON = datetime(2026, 3, 4, 12, tzinfo=UTC)


@pytest.fixture
def make_task(client):
    """Make a task of a person's."""

    def make(owner, **fields):
        return client.as_(owner).post("/api/tasks", json={"title": "x"} | fields).json["id"]

    return make


def numbers(client, person):
    return client.as_(person).get("/api/analytics").json


def test_a_new_person_has_zeros(client, alice):
    assert numbers(client, alice) == {
        "total": 0,
        "pending": 0,
        "in_progress": 0,
        "completed": 0,
        "overdue": 0,
        "due_today": 0,
        "due_today_completed": 0,
        "open_by_priority": {"low": 0, "medium": 0, "high": 0},
        "completed_today": 0,
        "points_today": 0,
        "streak_days": 0,
        "event_id": 0,
    }


def test_tasks_are_counted_by_kind_and_the_trash_is_not(client, alice, clock, make_task):
    clock.set(NOON)
    make_task(alice, priority="low", due_date="2026-03-03", due_time="10:00")
    make_task(alice, priority="high", due_date="2026-03-04", status="in_progress")
    make_task(alice, priority="high", due_date="2026-03-04", status="completed")
    make_task(alice, due_date="2026-03-03", status="completed")
    make_task(alice, due_date="2026-03-05")
    trashed = make_task(alice, status="completed", due_date="2026-03-04")
    client.as_(alice).delete(f"/api/tasks/{trashed}")
    shown = numbers(client, alice)
    del shown["points_today"]
    assert shown == {
        "total": 5,
        "pending": 2,
        "in_progress": 1,
        "completed": 2,
        "overdue": 1,
        "due_today": 1,
        "due_today_completed": 1,
        "open_by_priority": {"low": 1, "medium": 1, "high": 1},
        "completed_today": 2,
        "streak_days": 1,
        "event_id": 7,
    }


def test_numbers_agree_with_the_lists_that_they_name(client, alice, clock, make_task):
    clock.set(NOON)
    for offset in range(-6, 7):
        day = (NOON + timedelta(days=offset // 2)).date().isoformat()
        make_task(alice, due_date=day, status=("pending", "in_progress", "completed")[offset % 3])
    shown = numbers(client, alice)
    lists = {due: f"/api/tasks?due={due}&status=pending,in_progress" for due in ("overdue", "today")}
    totals = {due: client.as_(alice).get(path).json["total"] for due, path in lists.items()}
    assert (shown["overdue"], shown["due_today"]) == (totals["overdue"], totals["today"])
    all_of_today = client.as_(alice).get("/api/tasks?due=today").json["total"]
    assert shown["due_today_completed"] == all_of_today - shown["due_today"]


@pytest.mark.parametrize(
    ("timezone", "completed_today", "due_today"),
    [("UTC", 1, 1), ("Asia/Kathmandu", 2, 1), ("Pacific/Pago_Pago", 1, 1), ("Pacific/Kiritimati", 1, 0)],
)
def test_a_day_is_one_of_the_persons_time_zone(
    client, make_person, clock, make_task, timezone, completed_today, due_today
):
    person = make_person("Zoe", timezone=timezone)
    # In Kathmandu both instants are on 4 March, in Pago Pago on 3 and 4 March, in Kiritimati on 4 and 5 March.
    for instant in (datetime(2026, 3, 3, 23, 30, tzinfo=UTC), NOON):
        clock.set(instant)
        make_task(person, status="completed", due_date="2026-03-04")
    make_task(person, due_date="2026-03-04")
    shown = numbers(client, person)
    assert (shown["completed_today"], shown["due_today"]) == (completed_today, due_today)


def test_a_time_zone_may_change_and_the_days_with_it(client, alice, clock, make_task):
    clock.set(datetime(2026, 3, 3, 23, 30, tzinfo=UTC))
    make_task(alice, status="completed")
    clock.set(NOON)
    assert numbers(client, alice)["completed_today"] == 0
    client.as_(alice).patch("/api/users/me", json={"timezone": "Europe/Berlin"})
    assert numbers(client, alice)["completed_today"] == 1
