"""`verify` names every kind of difference, and `rebuild` mends those of what follows from the ledger."""

import pytest
from flask import current_app

from headway import clock as app_clock
from headway.leaderboard import projecting
from tests.leaderboard.acting import delete, done, run_command, show_as, standings

FOLLOWS = {
    "a day's sum": ("UPDATE score_days SET raw = raw + 1", "doesn't have the sum of its lines"),
    "a day's completions": ("UPDATE score_days SET completed = 7", "doesn't have the sum of its lines"),
    "a day too few": ("DELETE FROM score_days", "doesn't have the sum of its lines"),
    "a day too many": (
        "INSERT INTO score_days SELECT id, '2026-01-01', 1, 1 FROM users",
        "the day 2026-01-01 doesn't have the sum of its lines",
    ),
    "a score": ("UPDATE scores SET points = points + 1 WHERE period = 1", "the score of week from 2026-08-17"),
    "a score's completions": ("UPDATE scores SET completed = 9 WHERE period = 2", "the score of month from 2026-08-01"),
    "a score's instant": ("UPDATE scores SET reached_at = now() WHERE period = 3", "the score of all from 1970-01-01"),
    "an account's age": ("UPDATE scores SET joined_at = now()", "the score of today from 2026-08-19"),
    "a hidden person": ("UPDATE scores SET listed = false", "the score of today from 2026-08-19"),
    "a score too few": ("DELETE FROM scores WHERE period = 1", "the score of week from 2026-08-17"),
    "a score too many": (
        "INSERT INTO scores SELECT id, 0, '2026-01-01', 1, 1, now(), created_at, true FROM users",
        "the score of today from 2026-01-01",
    ),
}
LEDGER = {
    "a line too few": ("DELETE FROM ledger WHERE number = 1", "sum up to 0, not what it earns"),
    "an award": ("UPDATE ledger SET points = 1, counted = 1 WHERE number = 3", "sum up to 3, not what it earns"),
    "a task that no longer earns": (
        "UPDATE tasks SET status = 0, completed_at = null",
        "sum up to 3, not what it earns",
    ),
    "a cap": ("UPDATE ledger SET counted = 0 WHERE number = 1", "line 1 counts 0 points, the cap lets 3 through"),
    "a number": ("UPDATE tallies SET line_number = line_number + 1", "the tally says 4 lines, there are 3"),
}


@pytest.fixture
def me(client, alice):
    """Alice with a task worth three points, and one in the trash."""
    me = client.as_(alice)
    done(me, priority="high")
    delete(me, done(me))
    return me


@pytest.fixture
def verify(app):
    def run():
        with app.app_context():
            return run_command("leaderboard", "verify")

    return run


@pytest.fixture
def rebuild(app):
    def run():
        with app.app_context():
            return run_command("leaderboard", "rebuild")

    return run


def test_what_people_do_leaves_nothing_to_mend(me, verify):
    result = verify()
    assert result.exit_code == 0, result.output
    assert "are right" in result.output


@pytest.mark.parametrize("kind", FOLLOWS)
def test_a_difference_is_named_and_mended(me, verify, rebuild, sql, kind):
    statement, sentence = FOLLOWS[kind]
    sql(statement)
    found = verify()
    assert (found.exit_code, sentence in found.output) == (1, True), found.output
    assert rebuild().exit_code == 0
    assert verify().exit_code == 0


@pytest.mark.parametrize("kind", LEDGER)
def test_a_difference_between_tasks_and_ledger_is_named(me, verify, sql, kind):
    statement, sentence = LEDGER[kind]
    sql(statement)
    found = verify()
    assert (found.exit_code, sentence in found.output) == (1, True), found.output


def test_a_member_that_valkey_has_wrong_is_named_and_mended(me, verify, rebuild, valkey, alice):
    assert verify().exit_code == 0
    valkey.zadd("headway:leaderboard:all", {str(alice.id): 99})
    found = verify()
    assert (found.exit_code, "the projection of all" in found.output) == (1, True), found.output
    assert rebuild().exit_code == 0
    assert verify().exit_code == 0


def test_at_most_ten_differences_are_named(client, make_person, verify, sql):
    for number in range(6):
        done(client.as_(make_person(f"Person {number}")))
    sql("UPDATE scores SET points = points + 1")
    assert len([line for line in verify().output.splitlines() if "isn't what" in line]) == 10


def test_a_rebuild_changes_nothing_that_is_right(me, rebuild, sql):
    before = sql("SELECT *, xmin::text FROM scores ORDER BY 1, 2, 3")
    assert rebuild().exit_code == 0
    assert sql("SELECT *, xmin::text FROM scores ORDER BY 1, 2, 3") == before


def test_a_rebuild_fills_an_empty_board_from_the_ledger(me, rebuild, sql, client, bob):
    his = client.as_(bob)
    done(his, priority="low")
    show_as(his, "anonymous")
    before = standings(me)
    sql("TRUNCATE scores, score_days")
    assert rebuild().exit_code == 0
    assert standings(me) == before == [(1, "Alice", 3), (2, None, 1)]


def test_without_valkey_both_commands_say_so_and_fail(me, make_app, the_clock, board_urls, stack, sql):
    app = make_app(clock=the_clock, **board_urls | {"redis_url": f"unix://{stack.home}/nothing.sock"})
    sql("TRUNCATE scores")
    with app.app_context():
        results = [run_command("leaderboard", name) for name in ("rebuild", "verify")]
    assert [result.exit_code for result in results] == [1, 1]
    assert "once Valkey answers" in results[0].output
    assert standings(me) == [(1, "Alice", 3)]


def test_people_who_write_meanwhile_are_no_difference(me, app, valkey):
    with app.app_context():
        projecting.project(app_clock.now())
        assert current_app is not None
    done(me)
    with app.app_context():
        assert run_command("leaderboard", "verify").exit_code == 0
