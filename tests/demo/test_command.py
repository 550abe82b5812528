"""When the command works, what it refuses, and what it leaves when it fails."""

import hashlib

import pytest
from sqlalchemy import text

from headway.database import fetch_all
from headway.demo import batches, loading
from headway.demo.people import PASSWORD, address
from tests import factories

CATALOGUE = """
    SELECT pg_get_indexdef(indexrelid) FROM pg_index WHERE indrelid::regclass::text !~ '^pg_'
    UNION ALL SELECT conname || pg_get_constraintdef(oid) FROM pg_constraint ORDER BY 1
"""
TABLES = ["users", "tallies", "tasks", "counts", "events", "ledger", "score_days", "scores"]


def read(app, statement):
    """The rows of a statement."""
    with app.app_context():
        return fetch_all(text(statement))


def digest(app):
    """A digest of all rows, but for the salted password."""
    rows = "SELECT to_jsonb(t) - 'password_hash' FROM {} t ORDER BY 1"
    parts = [read(app, rows.format(table)) for table in TABLES]
    return hashlib.sha256(repr(parts).encode()).hexdigest()


def test_help_names_the_addresses_the_password_and_the_longest_list(filled, run):
    output = " ".join(run(filled, "--help").output.split())
    for words in (address(1), PASSWORD, "longest list"):
        assert words in output


def test_the_same_seed_gives_the_same_rows_and_another_seed_others(empty, run):
    digests = []
    for seed in (5, 5, 6):
        assert run(empty, "--users=30", "--tasks=400", f"--seed={seed}", "--force").exit_code == 0
        digests.append(digest(empty))
    assert digests[0] == digests[1] != digests[2]


def test_processes_make_the_same_rows_as_one(empty, run, monkeypatch):
    run(empty, "--users=30", "--tasks=400")
    alone = digest(empty)
    monkeypatch.setattr(batches, "WORTH_PROCESSES", 0)
    monkeypatch.setattr(batches, "TASKS_AT_ONCE", 50)
    assert run(empty, "--users=30", "--tasks=400", "--force").exit_code == 0
    assert digest(empty) == alone


def test_a_second_run_needs_force(filled, run):
    result = run(filled, "--users=3", "--tasks=5")
    assert result.exit_code == 1
    assert "demo people already (200)" in result.output
    assert read(filled, "SELECT count(*) FROM users") == [(200,)]


def test_real_accounts_are_in_the_way_unless_forced_and_then_stay(empty, run):
    with empty.app_context():
        alice = factories.make_person("Alice")
    refused = run(empty, "--users=3", "--tasks=50")
    forced = [run(empty, "--users=3", "--tasks=50", "--force").exit_code for _ in range(2)]
    assert "real accounts (1)" in refused.output
    assert (refused.exit_code, forced) == (1, [0, 0])
    assert read(empty, "SELECT email FROM users WHERE email NOT LIKE 'demo%'") == [(alice.email,)]
    assert read(empty, "SELECT count(*) FROM users") == [(4,)]
    assert read(empty, "SELECT count(*) FROM tasks") == [(50,)]


@pytest.mark.parametrize("command", [["counts", "verify"], ["leaderboard", "verify"]], ids=" ".join)
def test_beside_real_accounts_verifying_finds_nothing(empty, run, command):
    with empty.app_context():
        factories.make_person("Alice")
    run(empty, "--users=10", "--tasks=300", "--force")
    assert empty.test_cli_runner().invoke(args=command).exit_code == 0


def test_indexes_and_keys_are_afterwards_as_they_were(empty, run):
    before = read(empty, CATALOGUE)
    run(empty, "--users=3", "--tasks=50")
    assert read(empty, CATALOGUE) == before


def test_a_run_that_fails_leaves_the_database_as_it_was(empty, run, monkeypatch):
    run(empty, "--users=3", "--tasks=50")
    before = digest(empty), read(empty, CATALOGUE)
    monkeypatch.setattr("headway.demo.loading.recount", lambda: 1 / 0)
    result = run(empty, "--users=3", "--tasks=60", "--force")
    assert isinstance(result.exception, ZeroDivisionError)
    assert (digest(empty), read(empty, CATALOGUE)) == before


def test_a_busy_database_is_refused_with_a_sentence(empty, run, monkeypatch):
    monkeypatch.setitem(loading.SETTINGS, "lock_timeout", "100ms")
    with empty.app_context(), empty.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(text("SELECT FROM users"))
        result = run(empty, "--users=3", "--tasks=5")
    assert result.exit_code == 1
    assert "The database is in use: stop the service and try again." in result.output


def test_a_database_without_tables_is_refused_with_a_sentence(empty, run):
    with empty.app_context(), empty.extensions["sqlalchemy"].engine.begin() as connection:
        connection.execute(text("ALTER TABLE scores RENAME TO other"))
    result = run(empty, "--users=3", "--tasks=5")
    assert result.exit_code == 1
    assert "Tables are missing: start headway serve once, or run flask db upgrade." in result.output


def test_no_history_lies_in_the_future(filled, run):
    result = run(filled, "--as-of=2099-01-01")
    assert result.exit_code == 2
    assert "Use an instant that has passed." in result.output


def test_few_people_and_no_tasks_are_fine_too(empty, run):
    assert run(empty, "--users=1", "--tasks=0").exit_code == 0
    assert run(empty, "--users=1", "--tasks=1", "--force").exit_code == 0
    assert run(empty, "--users=5", "--tasks=2", "--force").exit_code == 0
