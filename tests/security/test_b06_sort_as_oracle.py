"""Sorting and filtering by what a list does not show: only the documented names are taken."""

import pytest

COLUMNS = [
    "password_hash",
    "users.password_hash",
    "user__email",
    "owner_id",
    "owner__password",
    "email",
    "email_key",
    "version",
    "due_key",
    "title_key",
    "deleted_at",
    "completed_at",
    "id",
    "1",
    "random()",
    "now()",
    "pg_sleep(1)",
    "(select(1))",
    "created;drop",
    "created,updated",
    "created--",
    "created'",
    'created"',
    "created\\",
    "created%00",
    "created%20desc",
    "CREATED",
    "Created",
    "+created",
    "--created",
    "-id",
    "null",
    "true",
    "*",
    "_",
    "%",
    "[]",
    "{}",
    "sort",
    "points",
    "rank",
    "score",
    "constructor",
    "__class__",
    "__proto__",
    "created.asc",
    "created:desc",
]
PARAMETERS = ["order_by", "orderBy", "filter", "where", "fields", "include", "expand", "owner_id", "user", "status[ne]"]
PARAMETERS += [
    "status__in",
    "title__startswith",
    "password_hash",
    "select",
    "$where",
    "q[]",
    "page",
    "offset",
    "_method",
]


def test_there_are_forty_of_them():
    assert len(COLUMNS) >= 40


@pytest.mark.parametrize("parameter", ["sort", "status", "priority", "due", "deleted"])
def test_no_other_value_is_taken(client, alice, parameter):
    browser = client.as_(alice)
    values = [value for value in COLUMNS if (parameter, value) != ("deleted", "true")]
    statuses = {value: browser.get("/api/tasks", query_string={parameter: value}).status_code for value in values}
    assert {value: status for value, status in statuses.items() if status != 422} == {}


@pytest.mark.parametrize(
    "path", ["/api/tasks", "/api/analytics/points", "/api/analytics/leaderboard", "/api/analytics"]
)
def test_no_other_parameter_is_taken(client, alice, path):
    browser = client.as_(alice)
    for name in PARAMETERS:
        assert browser.get(path, query_string={name: "x"}).status_code == 422, name


def test_windows_of_the_board_are_four(client, alice):
    browser = client.as_(alice)
    for value in [*COLUMNS, "year", "all;", "week,month"]:
        assert browser.get("/api/analytics/leaderboard", query_string={"window": value}).status_code == 422, value
