"""What is due today and in the days to come, against the same said in plain Python."""

from datetime import UTC, date, datetime, timedelta

import pytest

from tests.tasks.conftest import NOON, TODAY

RANK = {"high": 0, "medium": 1, "low": 2}
FILTERS = [
    {},
    {"status": ["pending"]},
    {"status": ["completed"]},
    {"priority": ["low", "high"]},
    {"status": ["in_progress", "completed"], "priority": ["medium"]},
    {"q": "a"},
]


def of_today(task):
    """The group of Today in which a task is, None for no group."""
    due, is_open = task["due_date"], task["status"] != "completed"
    if due is None or due > str(TODAY):
        return None
    if due < str(TODAY):
        return "overdue" if is_open else None
    if not is_open:
        return "completed"
    return "today" if task["due_time"] else "anytime"


def expected(tasks, group_of, filters):
    """The ids of every group, by time and then priority."""
    groups = {}
    for task in sorted(tasks, key=lambda task: (moment(task), RANK[task["priority"]], task["id"])):
        name = group_of(task)
        if name and is_wanted(task, filters):
            groups.setdefault(name, []).append(task["id"])
    return groups


def moment(task):
    return task["due_date"] or "", task["due_time"] or "99"


def is_wanted(task, filters):
    text = f"{task['title']}\n{task['description']}".casefold()
    return (
        task["status"] in filters.get("status", [task["status"]])
        and task["priority"] in filters.get("priority", [task["priority"]])
        and filters.get("q", "") in text
    )


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_today_has_its_groups(crowd, today, filters):
    answer = crowd.client.get("/api/tasks/today", query_string=filters).json
    assert [group["name"] for group in answer["groups"]] == ["overdue", "today", "anytime", "completed"]
    assert answer["today"] == str(TODAY)
    wanted = expected(crowd.tasks, of_today, filters)
    for group in answer["groups"]:
        ids = wanted.get(group["name"], [])
        assert [task["id"] for task in group["tasks"]] == ids[:50]
        assert group["total"] == len(ids)


@pytest.mark.parametrize("filters", FILTERS, ids=str)
def test_upcoming_has_a_group_for_each_day_and_week(crowd, today, filters):
    answer = crowd.client.get("/api/tasks/upcoming", query_string=filters).json
    days = [date.fromisoformat(group["first"]) for group in answer["groups"]]
    lengths = [
        (date.fromisoformat(group["last"]) - day).days for group, day in zip(answer["groups"], days, strict=True)
    ]
    assert days[0] == TODAY
    assert lengths == [0] * 14 + [6] * 10
    assert all(
        (later - earlier).days == length + 1 for earlier, later, length in zip(days, days[1:], lengths, strict=False)
    )
    for group in answer["groups"]:

        def group_of(task, group=group):
            is_in = task["due_date"] and group["first"] <= task["due_date"] <= group["last"]
            return "it" if is_in and task["status"] != "completed" else None

        ids = expected(crowd.tasks, group_of, filters).get("it", [])
        assert [task["id"] for task in group["tasks"]] == ids[:20]
        assert group["total"] == len(ids)


def test_a_group_gives_its_first_tasks_and_says_how_many_there_are(client, alice, clock, make_task):
    clock.set(NOON)
    for number in range(52):
        make_task(alice, title=f"Task {number}", due_date=str(TODAY), due_time=f"{number % 24:02}:00")
    groups = {group["name"]: group for group in client.as_(alice).get("/api/tasks/today").json["groups"]}
    times = [task["due_time"] for task in groups["today"]["tasks"]]
    assert (len(times), times) == (50, sorted(times))
    assert groups["today"]["total"] == 52


def test_among_tasks_without_a_time_the_pressing_ones_come_first(client, alice, clock, make_task):
    clock.set(NOON)
    for number in range(60):
        make_task(alice, due_date=str(TODAY), priority="low" if number else "medium")
    urgent = make_task(alice, due_date=str(TODAY), priority="high")
    groups = client.as_(alice).get("/api/tasks/today").json["groups"]
    assert groups[2]["tasks"][0]["id"] == urgent["id"]
    assert groups[2]["tasks"][1]["priority"] == "medium"


def test_the_first_task_of_tomorrow_is_named(client, alice, clock, make_task):
    clock.set(NOON)
    tomorrow = str(TODAY + timedelta(days=1))
    assert client.as_(alice).get("/api/tasks/today").json["tomorrow"] is None
    make_task(alice, due_date=tomorrow, priority="high")
    first = make_task(alice, due_date=tomorrow, due_time="09:00")
    make_task(alice, due_date=tomorrow, due_time="08:00", status="completed")
    assert client.as_(alice).get("/api/tasks/today").json["tomorrow"]["id"] == first["id"]


@pytest.mark.parametrize(
    ("timezone", "instant", "day"),
    [
        ("Pacific/Kiritimati", datetime(2026, 11, 21, 10, 0, tzinfo=UTC), "2026-11-22"),
        ("Pacific/Kiritimati", datetime(2026, 11, 22, 9, 59, tzinfo=UTC), "2026-11-22"),
        ("America/Los_Angeles", datetime(2026, 11, 22, 8, 0, tzinfo=UTC), "2026-11-22"),
        ("America/Los_Angeles", datetime(2026, 11, 23, 7, 59, tzinfo=UTC), "2026-11-22"),
        # Clocks go back and forth on these days, which then have 25 and 23 hours.
        ("America/Los_Angeles", datetime(2026, 11, 1, 7, 0, tzinfo=UTC), "2026-11-01"),
        ("America/Los_Angeles", datetime(2026, 11, 2, 7, 59, tzinfo=UTC), "2026-11-01"),
        ("Europe/Berlin", datetime(2026, 3, 28, 23, 0, tzinfo=UTC), "2026-03-29"),
        ("Europe/Berlin", datetime(2026, 3, 29, 21, 59, tzinfo=UTC), "2026-03-29"),
    ],
    ids=lambda value: str(value).replace("/", "-"),
)
def test_the_day_is_the_persons_own(client, make_person, clock, make_task, timezone, instant, day):
    clock.set(instant)
    person = make_person("Zoe", timezone=timezone)
    due = date.fromisoformat(day)
    late, now, later = (
        make_task(person, due_date=str(due + timedelta(days=days)), due_time="02:30") for days in (-1, 0, 1)
    )
    answer = client.as_(person).get("/api/tasks/today").json
    assert answer["today"] == day
    assert [[task["id"] for task in group["tasks"]] for group in answer["groups"]] == [
        [late["id"]],
        [now["id"]],
        [],
        [],
    ]
    assert answer["tomorrow"]["id"] == later["id"]
    upcoming = client.as_(person).get("/api/tasks/upcoming").json["groups"]
    assert [task["id"] for group in upcoming for task in group["tasks"]] == [now["id"], later["id"]]


def test_the_trash_and_other_people_are_not_in_it(client, alice, bob, clock, make_task):
    clock.set(NOON)
    make_task(bob, due_date=str(TODAY))
    gone = make_task(alice, due_date=str(TODAY))
    client.as_(alice).delete(f"/api/tasks/{gone['id']}")
    for path in ("today", "upcoming"):
        groups = client.as_(alice).get(f"/api/tasks/{path}").json["groups"]
        assert [group["total"] for group in groups] == [0] * len(groups)


@pytest.mark.parametrize("query", ["status=done", "sort=due", "q=" + "x" * 201, "due=today"])
def test_what_the_screens_do_not_offer_is_refused(client, alice, query):
    assert client.as_(alice).get(f"/api/tasks/today?{query}").status_code == 422
