"""Searches made to be slow: no pattern of theirs is a regular expression, and what one may cost is bounded."""

import time

from sqlalchemy import text

from headway.database import fetch_one
from tests.security.long import times

NASTY = ["a" * 200, "%" * 200, "_" * 200, "\\" * 200, "(a+)+$", "a|b|c" * 30, "x " * 100, "a*" * 100, ".*" * 100]
NASTY += [f"{'a ' * 99}b", "(?=a)" * 40, "[[:alpha:]]" * 18, "ﷺ" * 100, "\u0301" * 150, "😀 " * 100, "é" * 200]


def test_no_search_takes_long(client, alice):
    browser = client.as_(alice)
    words = "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa " * 300
    for _ in range(times(20, 200)):
        browser.post("/api/tasks", json={"title": "a" * 200, "description": words[:9_999]})
    slowest = 0.0
    for query in NASTY:
        began = time.perf_counter()
        assert browser.get("/api/tasks", query_string={"q": query}).status_code in (200, 422), query
        slowest = max(slowest, time.perf_counter() - began)
    assert slowest < 0.5


def test_a_longer_search_is_refused(client, alice):
    assert client.as_(alice).get("/api/tasks", query_string={"q": "a" * 201}).status_code == 422


def test_no_statement_of_a_request_runs_for_ever(in_app):
    assert fetch_one(text("SHOW statement_timeout"))[0] == "5s"
    assert fetch_one(text("SHOW lock_timeout"))[0] == "2s"
