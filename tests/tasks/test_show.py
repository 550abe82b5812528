"""Showing a task, and not showing another person's."""

from uuid import uuid4

import pytest


def test_a_task_is_shown_with_its_version(client, alice, make_task):
    task = make_task(alice)
    response = client.as_(alice).get(f"/api/tasks/{task['id'].upper()}")
    assert (response.status_code, response.json, response.headers["ETag"]) == (200, task, '"v1"')


def test_a_task_in_the_trash_is_shown(client, alice, make_task):
    task = make_task(alice)
    client.as_(alice).delete(f"/api/tasks/{task['id']}")
    shown = client.as_(alice).get(f"/api/tasks/{task['id']}").json
    assert shown["deleted_at"]
    assert shown["version"] == 2


@pytest.mark.parametrize(
    ("method", "path", "body"),
    [
        ("GET", "", None),
        ("PUT", "", {"title": "Mine now"}),
        ("PATCH", "", {}),
        ("DELETE", "", None),
        ("DELETE", "?permanently=true", None),
        ("POST", "/restore", None),
    ],
)
def test_a_stranger_cannot_tell_that_a_task_exists(client, alice, charlie, make_task, method, path, body):
    task = make_task(alice)
    answers = []
    for task_id in (task["id"], uuid4()):
        for headers in ({}, {"If-Match": '"v1"'}, {"If-Match": '"v9"'}):
            url = f"/api/tasks/{task_id}{path}"
            answer = client.as_(charlie).open(url, method=method, json=body, headers=headers)
            answers.append((answer.status_code, answer.text.replace(answer.json["request_id"], "")))
    assert len(set(answers)) == 1
    assert answers[0][0] == 404
    assert client.as_(alice).get(f"/api/tasks/{task['id']}").json == task
