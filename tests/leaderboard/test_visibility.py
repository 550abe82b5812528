import pytest

from tests.client import Client
from tests.factories import PASSWORD
from tests.leaderboard.acting import board, done, show_as, standings


@pytest.fixture
def us(client, alice, bob, clock):
    """Alice with three points and Bob with two."""
    mine, his = client.as_(alice), client.as_(bob)
    done(mine, priority="high")
    clock.advance(minutes=1)
    done(his)
    return mine, his


def test_anonymous_people_have_no_name_for_anybody(us):
    mine, his = us
    show_as(mine, "anonymous")
    assert standings(his) == [(1, None, 3), (2, "Bob", 2)]
    assert standings(mine) == [(1, None, 3), (2, "Bob", 2)]
    assert board(mine)["entries"][0]["is_you"]
    assert board(his)["you"]["above"][0]["name"] is None


def test_hidden_people_are_nowhere(us):
    mine, his = us
    show_as(mine, "hidden")
    seen = board(his)
    assert seen["participants"] == 1
    assert [row["name"] for row in seen["entries"]] == ["Bob"]
    assert seen["you"]["above"] == []
    assert board(mine)["you"] is None


def test_who_comes_back_is_there_with_all_that_was_earned_meanwhile(us):
    mine, his = us
    show_as(mine, "hidden")
    done(mine, priority="low")
    show_as(mine, "name")
    assert standings(his) == [(1, "Alice", 4), (2, "Bob", 2)]


def test_who_is_hidden_may_earn_unseen(us, clock):
    mine, his = us
    show_as(mine, "hidden")
    clock.advance(days=40)
    done(mine, priority="high")
    assert standings(his) == []


def test_a_new_name_is_there_at_once(us):
    mine, his = us
    mine.patch("/api/users/me", json={"name": "Alina"})
    assert standings(his)[0] == (1, "Alina", 3)


def test_an_account_that_is_deleted_leaves_the_board(us, sql, alice):
    mine, his = us
    assert mine.delete("/api/users/me", json={"password": PASSWORD}).status_code == 204
    assert standings(his) == [(1, "Bob", 2)]
    for table in ("ledger", "score_days", "scores"):
        assert sql(f"SELECT FROM {table} WHERE owner_id = :owner", owner=alice.id) == []


def test_a_stranger_sees_no_board(app):
    for path in ("leaderboard", "points"):
        assert Client(app).get(f"/api/analytics/{path}").status_code == 401
