import pytest
import requests

from tests import factories
from tests.realtime.following import Follower


def test_a_stream_begins_with_the_numbers_and_the_board(follow, alice, client):
    stream = follow(alice)
    assert stream.headers["Content-Type"] == "text/event-stream; charset=utf-8"
    assert stream.headers["Cache-Control"] == "no-store"
    assert 500 <= stream.retry_ms <= 2500
    assert [told.kind for told in stream.told] == ["counts", "leaderboard"]
    assert stream.told[0].data == client.as_(alice).get("/api/analytics").get_json()
    assert {told.number for told in stream.told} == {0}


def test_clients_come_back_after_waits_of_their_own(follow, alice):
    assert len({follow(alice).retry_ms for _ in range(5)}) > 1


def test_every_change_of_a_task_is_told_with_its_number(follow, alice, client):
    stream, hers = follow(alice), client.as_(alice)
    task_id = hers.post("/api/tasks", json={"title": "Buy milk"}).get_json()["id"]
    hers.put(f"/api/tasks/{task_id}", json={"title": "Buy bread"})
    hers.delete(f"/api/tasks/{task_id}")
    hers.post(f"/api/tasks/{task_id}/restore")
    hers.delete(f"/api/tasks/{task_id}?permanently=true")
    told = [stream.wait("task") for _ in range(5)]
    assert [event.number for event in told] == [1, 2, 3, 4, 5]
    assert [event.data["change"] for event in told] == ["created", "updated", "deleted", "restored", "removed"]
    assert [event.data["version"] for event in told] == [1, 2, 3, 4, 5]
    assert {event.data["id"] for event in told} == {task_id}


def test_the_numbers_follow_every_change(follow, alice, add_task, client):
    stream = follow(alice)
    add_task(alice, priority="high")
    told = stream.wait("counts", lambda told: told.number == 1)
    assert told.data == client.as_(alice).get("/api/analytics").get_json()
    assert told.data["open_by_priority"]["high"] == 1


def test_what_changes_nothing_is_not_told(follow, alice, add_task, client):
    task = add_task(alice)
    stream = follow(alice)
    client.as_(alice).put(f"/api/tasks/{task['id']}", json={"title": task["title"]})
    add_task(alice)
    assert stream.wait("task").number == 2


def test_nobody_hears_of_the_tasks_of_others(follow, alice, charlie, add_task):
    stream = follow(charlie)
    add_task(alice)
    own = add_task(charlie)
    assert stream.wait("task").data["id"] == own["id"]
    assert len(stream.of("task")) == 1


def test_two_streams_of_a_person_are_told_the_same(follow, alice, add_task):
    streams = follow(alice), follow(alice)
    add_task(alice)
    assert len({stream.wait("task").data["id"] for stream in streams}) == 1


def test_a_batch_is_told_task_by_task(follow, alice, add_task, client):
    ids = [add_task(alice)["id"] for _ in range(60)]
    stream = follow(alice)
    client.as_(alice).post("/api/tasks/batch", json={"ids": ids, "changes": {"status": "completed"}})
    assert [stream.wait("task").number for _ in ids] == list(range(61, 121))


def test_more_than_a_stream_can_hold_is_a_resync(follow, alice, add_task, client):
    ids = [add_task(alice)["id"] for _ in range(101)]
    stream = follow(alice)
    client.as_(alice).post("/api/tasks/batch", json={"ids": ids, "changes": {"status": "in_progress"}})
    assert stream.wait("resync").number == 202
    assert stream.of("task") == []
    add_task(alice)
    assert stream.wait("task").number == 203


def test_who_comes_back_is_told_what_was_missed(follow, alice, add_task):
    stream = follow(alice)
    add_task(alice)
    told = stream.wait("task")
    stream.close()
    missed = [add_task(alice)["id"] for _ in range(3)]
    again = follow(alice, headers={"Last-Event-ID": str(told.number)})
    assert [event.data["id"] for event in again.of("task")] == missed
    assert [event.kind for event in again.told] == ["task"] * 3 + ["counts", "leaderboard"]
    assert again.of("resync") == []


def test_a_page_goes_on_after_the_number_in_its_html(follow, alice, add_task):
    add_task(alice)
    after_it = add_task(alice)
    assert [event.data["id"] for event in follow(alice, "?after=1").of("task")] == [after_it["id"]]


def test_the_header_wins_over_the_address(follow, alice, add_task):
    for _ in range(3):
        add_task(alice)
    stream = follow(alice, "?after=0", {"Last-Event-ID": "2"})
    assert [event.number for event in stream.of("task")] == [3]


def test_without_a_number_a_stream_starts_now(follow, alice, add_task):
    add_task(alice)
    assert follow(alice).of("task") == []


@pytest.mark.parametrize(
    "told",
    ["", "x", "-1", "1.5", "2", "999999999999999999", "9" * 400, "%D9%A1", "1%20", "0x1", "null", "1,2"],
    ids=lambda told: told[:12] or "empty",
)
def test_a_number_that_nobody_was_told_is_a_resync(follow, alice, add_task, told):
    add_task(alice)
    stream = follow(alice, f"?after={told}")
    assert [event.kind for event in stream.told] == ["resync", "counts", "leaderboard"]
    assert {event.number for event in stream.told} == {1}


def test_who_was_away_longer_than_events_are_kept_is_told_to_resync(follow, alice, add_task, in_app):
    for _ in range(3):
        add_task(alice)
    prune(in_app, alice, up_to=2)
    assert follow(alice, "?after=0").told[0].kind == "resync"
    assert [event.number for event in follow(alice, "?after=2").of("task")] == [3]


def test_one_who_has_no_events_left_is_told_to_resync(follow, alice, add_task, in_app):
    add_task(alice)
    prune(in_app, alice, up_to=1)
    stream = follow(alice, "?after=0")
    assert (stream.told[0].kind, stream.told[0].number) == ("resync", 1)


def test_a_stranger_is_refused(address):
    stream = Follower(address, {})
    assert stream.status == 401
    assert stream.problem["title"] == "Unauthorized"


def test_an_unknown_parameter_is_refused(follow, alice):
    assert follow(alice, "?since=4").status == 422


def test_a_head_request_has_no_body_and_keeps_no_slot(app, address, alice):
    cookies = factories.cookies_of(app, alice)
    replies = [requests.head(f"{address}/api/events", cookies=cookies, timeout=10) for _ in range(8)]
    assert {(reply.status_code, reply.content) for reply in replies} == {(200, b"")}


def test_opening_a_stream_costs_few_statements(app, follow, alice, add_task, statements):
    add_task(alice)
    follow(alice)
    cookies = factories.cookies_of(app, alice)
    with statements() as counted:
        follow(alice, "?after=0", cookies=cookies)
    # The session, what was missed, the numbers, at most the board and its ranks; the hub checks the session again.
    assert counted.total() <= 6


def prune(app, person, up_to):
    with app.app_context(), app.extensions["sqlalchemy"].engine.begin() as connection:
        connection.exec_driver_sql("DELETE FROM events WHERE owner_id = %s AND number <= %s", (person.id, up_to))
