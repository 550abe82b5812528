"""Days in a row with a completed task."""

from datetime import UTC, date, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

INSERT = """
INSERT INTO tasks (owner_id, id, title, title_key, description, description_key, status, priority,
                   created_at, updated_at, completed_at, version)
SELECT %(owner)s, gen_random_uuid(), 'x', 'x', '', '', 2, 2, at, at, at, 1
FROM unnest(%(instants)s::timestamptz[]) AS at
"""
COUNT = """
INSERT INTO counts (owner_id, trashed, status, priority, tasks)
SELECT %(owner)s, false, 2, 2, cardinality(%(instants)s::timestamptz[])
ON CONFLICT (owner_id, trashed, status, priority) DO UPDATE SET tasks = counts.tasks + excluded.tasks
"""


@pytest.fixture
def streak(app, client, clock):
    """The streak of a person on a day, who completed something at these instants."""

    def read(person, today, instants):
        with app.app_context():
            engine = app.extensions["sqlalchemy"].engine
        with engine.begin() as connection:
            for statement in (INSERT, COUNT):
                connection.exec_driver_sql(statement, {"owner": person.id, "instants": instants})
        clock.set(datetime(today.year, today.month, today.day, 12, tzinfo=ZoneInfo(person.timezone)).astimezone(UTC))
        return client.as_(person).get("/api/analytics").json["streak_days"]

    return read


def noons(today, *days_ago):
    return [datetime(today.year, today.month, today.day, 12, tzinfo=UTC) - timedelta(days=days) for days in days_ago]


@pytest.mark.parametrize(
    ("days_ago", "expected"),
    [([], 0), ([0], 1), ([1], 1), ([2], 0), ([0, 1, 2, 4], 3), ([1, 2, 3], 3), ([0, 2, 3], 1), ([0, 0, 1, 1], 2)],
)
def test_a_streak_reaches_back_from_today_or_yesterday(streak, alice, days_ago, expected):
    today = date(2026, 3, 4)
    assert streak(alice, today, noons(today, *days_ago)) == expected


@pytest.mark.parametrize("length", [365, 366, 367, 732, 733, 800])
@pytest.mark.parametrize("begins", [0, 1])
def test_a_streak_may_last_for_years(streak, alice, length, begins):
    today = date(2026, 3, 4)
    assert streak(alice, today, noons(today, *range(begins, begins + length))) == length


@pytest.mark.parametrize("zone", ["Europe/Berlin", "America/Sao_Paulo", "Asia/Beirut", "Pacific/Apia", "Africa/Cairo"])
def test_days_of_23_and_25_hours_count_as_one(streak, make_person, zone):
    person, today = make_person("Zoe", timezone=zone), date(2026, 11, 30)
    first_moments = [datetime(2026, 1, 1, 0, 0, 30) + timedelta(days=days) for days in range(334)]  # noqa: DTZ001
    instants = [moment.replace(tzinfo=ZoneInfo(zone)).astimezone(UTC) for moment in first_moments]
    assert streak(person, today, instants) == 334
