"""What was created and completed, day by day."""

from datetime import UTC, date, datetime, timedelta

import pytest


def activity(client, person, query=""):
    response = client.as_(person).get(f"/api/analytics/activity{query}")
    assert response.status_code == 200, response.text
    return response.json["days"]


@pytest.fixture
def busy(client, make_person, clock):
    """Zoe in Berlin: a task a day at 23:30 UTC, which is the next day there; each was completed a day later."""
    zoe = make_person("Zoe", timezone="Europe/Berlin")
    browser = client.as_(zoe)
    clock.set(datetime(2026, 3, 1, 23, 30, tzinfo=UTC))
    for _ in range(3):
        task_id = browser.post("/api/tasks", json={"title": "x"}).json["id"]
        clock.advance(days=1)
        browser.put(f"/api/tasks/{task_id}", json={"status": "completed"})
    return zoe


def test_each_day_has_its_row(client, busy):
    days = activity(client, busy, "?from=2026-03-01&to=2026-03-06")
    assert [(day["date"][-2:], day["created"], day["completed"]) for day in days] == [
        ("01", 0, 0),
        ("02", 1, 0),
        ("03", 1, 1),
        ("04", 1, 1),
        ("05", 0, 1),
        ("06", 0, 0),
    ]
    assert set(days[0]) == {"date", "created", "completed", "points"}


def test_what_lies_in_the_trash_counts_nowhere(client, busy):
    browser = client.as_(busy)
    ids = [task["id"] for task in browser.get("/api/tasks").json["tasks"]]
    browser.post("/api/tasks/batch", json={"ids": ids, "delete": True})
    assert {(day["created"], day["completed"]) for day in activity(client, busy)} == {(0, 0)}


def test_without_bounds_it_shows_four_weeks_until_today(client, busy):
    days = [day["date"] for day in activity(client, busy)]
    assert (days[0], days[-1], len(days)) == ("2026-02-06", "2026-03-05", 28)


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("?to=2026-01-31", ("2026-01-04", "2026-01-31")),
        ("?from=2026-02-01", ("2026-02-01", "2026-03-05")),
        ("?to=1970-01-01", ("1969-12-05", "1970-01-01")),
        ("?from=2199-12-31&to=2199-12-31", ("2199-12-31", "2199-12-31")),
    ],
)
def test_one_bound_finds_the_other(client, busy, query, expected):
    days = activity(client, busy, query)
    assert (days[0]["date"], days[-1]["date"]) == expected


def test_400_days_at_most(client, busy):
    first, last = date(2025, 1, 1), date(2025, 1, 1) + timedelta(days=399)
    assert len(activity(client, busy, f"?from={first}&to={last}")) == 400
    for query in (f"?from={first}&to={last + timedelta(days=1)}", f"?from={last}&to={first}", "?from=2000-01-01"):
        response = client.as_(busy).get(f"/api/analytics/activity{query}")
        assert (response.status_code, response.json["errors"][0]["field"]) == (422, "from")


@pytest.mark.parametrize("zone", ["America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Australia/Lord_Howe"])
def test_every_task_falls_on_one_day_whatever_the_clocks_do(client, make_person, clock, zone):
    person = make_person("Zoe", timezone=zone)
    browser = client.as_(person)
    for hours in range(0, 24 * 14, 3):
        clock.set(datetime(2018, 10, 28, tzinfo=UTC) + timedelta(hours=hours))
        browser.post("/api/tasks", json={"title": "x"})
    days = activity(client, person, "?from=2018-10-01&to=2018-11-30")
    assert sum(day["created"] for day in days) == 112
    assert {day["created"] for day in days if "2018-10-29" < day["date"] < "2018-11-09"} <= {7, 8, 9}
