"""Values that no page sends: each is refused, and none is a fault."""

import base64
import json

import pytest

INTEGERS = [
    "",
    "0",
    "-1",
    "101",
    "1e1",
    "1.0",
    "+5",
    " 5",
    "5 ",
    "1_0",
    "٣",
    "５",
    "9" * 30,
    "9" * 5000,
    "null",
    "0x10",
    "[]",
]
DAYS = [
    "",
    "0000-01-01",
    "0001-01-01",
    "1969-12-31",
    "2200-01-01",
    "9999-12-31",
    "10000-01-01",
    "-0001-01-01",
    "2026-02-30",
    "2026-2-3",
    "20260203",
    "2026-W01-1",
    "2026-03-04T00:00:00Z",
    "infinity",
    "today",
    "٢٠٢٦-٠٣-٠٤",
    "2026-03-04\n",
    "\x00",
]
IDS = ["1", "x" * 36, "0" * 32, "{00000000-0000-7000-8000-000000000000}", "00000000-0000-7000-8000-00000000000g"]
IDS += ["00000000_0000_7000_8000_000000000000", "urn:uuid:00000000-0000-7000-8000-000000000000", "٠" * 36]
CURSORS = ["", "x", "=", "AAAA", "%00", "é", "A" * 5000]
VALUES = [None, 0, 1, -1, True, 1.5, "", "x", [], ["pending"], {}, {"a": 1}, "\x00", "9" * 400]


def encode(value):
    """A value as cursors carry it."""
    return base64.urlsafe_b64encode(json.dumps(value, separators=(",", ":")).encode()).decode().rstrip("=")


def forged(client, sort, *keys):
    """A cursor that is bound to the right list and carries other keys."""
    real = client.get(f"/api/tasks?sort={sort}&limit=1").json["next"]
    digest, is_backward, *_ = json.loads(base64.urlsafe_b64decode(real + "=="))
    return encode([digest, is_backward, *keys])


KEYS = [
    [],
    [0],
    [1, 2, 3, 4, 5, 6],
    ["x", "y", 0],
    [0, "no id", 0],
    [10**18, "00000000-0000-7000-8000-000000000000", 0],
    [-(10**18), "00000000-0000-7000-8000-000000000000", 0],
    ["\x00", "00000000-0000-7000-8000-000000000000", 0],
    ["2026-01-01T00:00:00+00:00", "00000000-0000-7000-8000-000000000000", 0],
    ["infinity", "00000000-0000-7000-8000-000000000000", 0],
    [0, "00000000-0000-7000-8000-000000000000", 2],
    [0, "00000000-0000-7000-8000-000000000000", None],
    [9, 0, "00000000-0000-7000-8000-000000000000", 0],
    [None, None, None],
]
UNKNOWN = ["status=done", "status=", "status=pending,", "priority=1", "due=tomorrow", "due=", "sort=name", "sort=--due"]
UNKNOWN += [
    "sort=",
    "deleted=1",
    "deleted=yes",
    "deleted=",
    "page=2",
    "limit=5&limit=6",
    "sort=due&sort=due",
    "q=a&q=b",
]
UNKNOWN += ["q=%00", "q=" + "a" * 201, "q=%ED%A0%80%00", "q=a%1Fb", "limit"]
TEXTS = ["%ED%A0%80", "%FF%FE", "\u200b", "😀" * 200, "\\", "%25%25%25", "'", "a" * 200, "$1 %(owner)s {}"]


def refused_fields(response):
    """The fields that a refusal names."""
    assert response.status_code == 422, response.text
    return {error["field"] for error in response.json["errors"]}


def test_a_limit_is_a_whole_number_from_1_to_100(client, alice):
    browser = client.as_(alice)
    for value in INTEGERS:
        assert refused_fields(browser.get("/api/tasks", query_string={"limit": value})) == {"limit"}, value


@pytest.mark.parametrize("path", ["/api/tasks", "/api/analytics/activity"])
def test_a_day_in_a_query_is_a_day_from_1970_to_2199(client, alice, path):
    browser = client.as_(alice)
    for name in ("from", "to") if path.endswith("activity") else ("due_from", "due_to"):
        for value in DAYS:
            assert refused_fields(browser.get(path, query_string={name: value})) == {name}, value


def test_a_day_in_a_body_is_a_day_from_1970_to_2199(client, alice):
    browser = client.as_(alice)
    for value in DAYS:
        assert refused_fields(browser.post("/api/tasks", json={"title": "x", "due_date": value})) == {"due_date"}, value


def test_an_id_has_one_form(client, alice):
    browser = client.as_(alice)
    for value in IDS:
        assert browser.get(f"/api/tasks/{value}").status_code == 404, value
        assert browser.put(f"/api/tasks/{value}", json={}).status_code == 404, value
        assert refused_fields(browser.post("/api/tasks", json={"title": "x", "id": value})) == {"id"}, value
        assert browser.post("/api/tasks/batch", json={"ids": [value], "delete": True}).status_code == 422, value


def test_a_made_up_cursor_is_refused(client, alice):
    browser = client.as_(alice)
    for value in [*CURSORS, *map(encode, ([], {}, None, 5, "text", [1, False], ["digest", 0, 1]))]:
        assert refused_fields(browser.get("/api/tasks", query_string={"cursor": value})) == {"cursor"}, value


def test_a_damaged_cursor_is_refused(client, alice, make_task):
    make_task(alice), make_task(alice)
    browser = client.as_(alice)
    real = browser.get("/api/tasks?limit=1").json["next"]
    for damaged in (real + "!", " " + real, real + "=", real[1:], real[:-3], real + real, real.swapcase()):
        assert refused_fields(browser.get("/api/tasks", query_string={"cursor": damaged})) == {"cursor"}, damaged


@pytest.mark.parametrize("sort", ["created", "due", "priority", "title"])
def test_a_forged_cursor_is_no_fault(client, alice, make_task, sort):
    make_task(alice), make_task(alice)
    browser = client.as_(alice)
    for keys in KEYS:
        query = {"sort": sort, "cursor": forged(browser, sort, *keys)}
        assert browser.get("/api/tasks", query_string=query).status_code in (200, 422), keys


def test_what_a_list_does_not_know_is_refused(client, alice):
    browser = client.as_(alice)
    for query in UNKNOWN:
        assert browser.get(f"/api/tasks?{query}").status_code == 422, query


def test_any_other_text_may_be_searched_for(client, alice):
    browser = client.as_(alice)
    for text in TEXTS:
        assert browser.get(f"/api/tasks?q={text}").status_code == 200, text


@pytest.mark.parametrize(
    "field", ["title", "description", "status", "priority", "due_date", "due_time", "id", "version"]
)
def test_no_value_of_a_field_is_a_fault(client, alice, make_task, field):
    browser, task = client.as_(alice), make_task(alice)
    for value in VALUES:
        assert browser.post("/api/tasks", json={"title": "x"} | {field: value}).status_code in (200, 201, 422), value
        assert browser.put(f"/api/tasks/{task['id']}", json={field: value}).status_code in (200, 422), value


@pytest.mark.parametrize("field", ["ids", "changes", "delete", "restore"])
def test_no_value_of_a_batch_is_a_fault(client, alice, make_task, field):
    browser, task = client.as_(alice), make_task(alice)
    for value in VALUES:
        body = {"ids": [task["id"]], "delete": True} | {field: value}
        assert browser.post("/api/tasks/batch", json=body).status_code in (200, 422), value
