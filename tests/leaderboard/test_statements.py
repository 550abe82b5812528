"""How many statements an act and a page may cost: the same for one task and for two hundred."""

import pytest

from headway import clock
from headway.tasks import creating
from headway.tasks.schemas import NewTask
from tests.leaderboard.acting import batch, board, change, complete, create, delete, done


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


def test_moving_points_costs_five_statements_at_most(me, statements):
    task = create(me)
    for act in (lambda: complete(me, task), lambda: delete(me, task), lambda: me.post(f"{task}/restore")):
        with statements() as counted:
            act()
        assert counted.total() <= 5


def test_moving_the_points_of_two_hundred_tasks_costs_no_more(me, statements, app, alice):
    with app.app_context():
        new = [creating.create(alice.id, NewTask(title="Call Ana"), clock.now())[0] for _ in range(200)]
    tasks = [f"/api/tasks/{task.id}" for task in new]
    for act in ({"changes": {"status": "completed"}}, {"delete": True}, {"restore": True}):
        with statements() as counted:
            batch(me, tasks, **act)
        assert counted.total() <= 5


def test_a_write_that_moves_no_points_asks_nothing_of_the_ledger(me, statements):
    task = create(me)
    with statements() as counted:
        change(me, task, status="in_progress", priority="high")
    assert not any(table in statement for statement in counted for table in ("ledger", "scores", "score_days"))


def test_a_board_costs_two_statements_with_the_guard(me, statements):
    done(me)
    with statements() as counted:
        board(me)
    assert counted.total() == 2


def test_the_lines_cost_two_statements_with_the_guard(me, statements):
    done(me)
    with statements() as counted:
        me.get("/api/analytics/points")
    assert counted.total() == 2
