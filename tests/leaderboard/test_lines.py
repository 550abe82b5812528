import pytest

from tests.leaderboard.acting import change, delete, done, reopen


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


def read(me, **query):
    reply = me.get("/api/analytics/points", query_string=query)
    assert reply.status_code == 200, reply.text
    return reply.json


def test_the_lines_say_why_one_has_these_points(me):
    task = done(me, title="Call Ana", priority="high")
    change(me, task, title="Call Ben")
    [line] = read(me)["lines"]
    assert line == {
        "at": "2026-08-19T12:00:00.000000Z",
        "day": "2026-08-19",
        "task_id": task.rpartition("/")[2],
        "title": "Call Ben",
        "points": 3,
        "counted": 3,
    }


def test_the_newest_line_comes_first(me):
    reopen(me, done(me, priority="low"))
    assert [line["points"] for line in read(me)["lines"]] == [-1, 1]


def test_a_task_that_is_gone_has_no_title(me):
    delete(me, done(me), permanently=True)
    assert [line["title"] for line in read(me)["lines"]] == [None, None]


def test_pages_hold_every_line_once(me):
    for _ in range(5):
        done(me)
    seen, cursor = [], {}
    while True:
        page = read(me, limit=2, **cursor)
        seen += [line["task_id"] for line in page["lines"]]
        if page["next"] is None:
            break
        cursor = {"cursor": page["next"]}
    assert len(seen) == len(set(seen)) == 5


def test_one_sees_the_own_lines_only(me, client, bob):
    done(me)
    assert read(client.as_(bob)) == {"lines": [], "next": None}


@pytest.mark.parametrize("query", ["limit=0", "limit=101", "cursor=x", "cursor=WyJhIixmYWxzZSwxXQ", "window=week"])
def test_what_is_not_asked_for_rightly_is_refused(me, query):
    assert me.get(f"/api/analytics/points?{query}").status_code == 422
