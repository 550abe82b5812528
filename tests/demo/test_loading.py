"""What the command leaves in the database: what the services would have written."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import text

from headway.activity.sweeping import KEPT
from headway.database import fetch_all, fetch_one
from headway.demo.people import PASSWORD, address
from headway.leaderboard.points import DAILY_CAP
from tests.client import Client
from tests.demo.conftest import END

AWARD_ON_FIRST_COMPLETION = """
    SELECT l.points, t.priority + (
        t.due_date IS NOT NULL AND (l.at AT TIME ZONE u.timezone)::date <= t.due_date
    )::integer AS award, l.day, (l.at AT TIME ZONE 'UTC')::date AS board_day
    FROM (SELECT DISTINCT ON (owner_id, task_id) * FROM ledger ORDER BY owner_id, task_id, number) l
    JOIN tasks t ON t.owner_id = l.owner_id AND t.id = l.task_id AND t.status = 2
    JOIN users u ON u.id = l.owner_id
"""


@pytest.fixture
def rows(filled):
    """The rows of a statement on the filled database."""
    with filled.app_context():
        yield lambda statement: fetch_all(text(statement))


@pytest.mark.parametrize("command", [["counts", "verify"], ["leaderboard", "verify"]], ids=" ".join)
def test_verifying_finds_nothing(filled, command):
    result = filled.test_cli_runner().invoke(args=command)
    assert result.exit_code == 0, result.output


def test_there_are_as_many_people_and_tasks_as_asked_for(rows):
    assert rows("SELECT count(*) FROM users JOIN tallies ON owner_id = id") == [(200,)]
    assert rows("SELECT count(*) FROM tasks") == [(5_000,)]


def test_the_first_person_has_the_longest_list(rows):
    longest = rows(
        "SELECT u.email, count(*) FROM tasks t JOIN users u ON u.id = t.owner_id GROUP BY 1 ORDER BY 2 DESC, 1"
    )
    assert longest[0] == (address(1), 250)


def test_a_demo_person_signs_in_and_sees_their_list(filled):
    client = Client(filled)
    signed_in = client.post("/api/users/login", json={"email": address(1), "password": PASSWORD})
    page = client.get("/api/tasks?limit=100").json
    assert signed_in.status_code == 200
    assert len(page["tasks"]) == 100
    assert 230 < page["total"] <= 250


def test_the_board_of_each_window_has_people(filled):
    client = Client(filled)
    client.post("/api/users/login", json={"email": address(2), "password": PASSWORD})
    for window in ("today", "week", "month", "all"):
        board = client.get(f"/api/analytics/leaderboard?window={window}").json
        assert board["participants"] >= len(board["entries"]) > 0


def test_events_are_a_suffix_without_gaps_that_ends_where_the_tally_says(rows):
    found = rows(
        "SELECT event_number, array_agg(number ORDER BY number) FROM events JOIN tallies USING (owner_id) "
        "GROUP BY owner_id, event_number"
    )
    assert found
    for last, numbers in found:
        assert numbers == list(range(numbers[0], last + 1))


def test_a_task_of_the_last_thirty_days_has_an_event_for_each_version(rows):
    recent = f"created_at > timestamptz '{END - KEPT}'"
    assert rows(f"SELECT FROM tasks WHERE {recent} LIMIT 1")
    wrong = f"""
        SELECT FROM tasks t LEFT JOIN events e ON e.owner_id = t.owner_id AND e.task_id = t.id
        WHERE t.{recent} GROUP BY t.owner_id, t.id, t.version HAVING count(e.number) <> t.version
    """
    assert rows(wrong) == []


def test_the_newest_event_of_a_task_has_its_version_and_instant(rows):
    newest = "SELECT DISTINCT ON (owner_id, task_id) * FROM events ORDER BY owner_id, task_id, number DESC"
    wrong = f"""
        SELECT FROM ({newest}) e JOIN tasks t ON t.owner_id = e.owner_id AND t.id = e.task_id
        WHERE (e.version, e.at) <> (t.version, t.updated_at) OR (e.change = 3) <> (t.deleted_at IS NOT NULL)
    """
    assert rows(wrong) == []


def test_awards_follow_the_rules_on_the_day_of_the_first_completion(rows):
    found = rows(AWARD_ON_FIRST_COMPLETION)
    assert len(found) > 2_000
    assert all(points == award and day == board_day for points, award, day, board_day in found)


def test_some_points_were_taken_back(rows):
    assert rows("SELECT FROM ledger WHERE points < 0")


def test_a_day_counts_up_to_the_cap(empty, run):
    run(empty, "--users=1", "--tasks=9000")
    with empty.app_context():
        assert fetch_all(text(f"SELECT FROM score_days WHERE raw > {DAILY_CAP}"))
    assert empty.test_cli_runner().invoke(args=["leaderboard", "verify"]).exit_code == 0


def test_keys_of_texts_and_ids_are_those_that_the_services_make(rows):
    for title, key, description, description_key in rows(
        "SELECT title, title_key, description, description_key FROM tasks"
    ):
        assert (key, description_key) == (title.casefold(), description.casefold())
    for task_id, created_at in rows("SELECT id, created_at FROM tasks"):
        assert task_id.version == 7
        assert datetime.fromtimestamp((task_id.int >> 80) / 1000, UTC).timestamp() == pytest.approx(
            created_at.timestamp(), abs=0.002
        )


def test_states_due_dates_and_trash_are_mixed_as_in_life(rows):
    [(completed, trashed, overdue, dated, timed)] = rows("""
        SELECT avg((status = 2)::int), avg((deleted_at IS NOT NULL)::int),
            avg((status < 2 AND due_date < '2026-11-05')::int), avg((due_date IS NOT NULL)::int),
            avg((due_time IS NOT NULL)::int) FROM tasks
    """)
    assert 0.6 < completed < 0.85
    assert 0.01 < trashed < 0.06
    assert 0.01 < overdue < 0.15
    assert 0.55 < dated < 0.75
    assert 0.05 < timed < 0.2


def test_working_days_and_hours_are_busier_than_the_rest(rows):
    [(weekend, night)] = rows("""
        SELECT avg((extract(isodow FROM local) > 5)::int), avg((extract(hour FROM local) < 5)::int)
        FROM (SELECT t.created_at AT TIME ZONE u.timezone AS local FROM tasks t JOIN users u ON u.id = t.owner_id) made
    """)
    assert 0.05 < weekend < 0.2
    assert night < 0.05


def test_statistics_are_fresh(filled):
    with filled.app_context():
        assert fetch_one(text("SELECT reltuples::int FROM pg_class WHERE relname = 'tasks'")) == (5_000,)
