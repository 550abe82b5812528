"""The trash in words: how long ago a task came there, and when it goes for good."""

import re
from datetime import UTC, datetime

import pytest

NOON = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)
WORDS = re.compile(r'<time data-field="deleted"[^>]*>([^<]+)</time>.*?data-field="gone">([^<]+)<')


@pytest.mark.parametrize(
    ("days", "ago", "gone"),
    [
        (0, "today", "in 30 days"),
        (1, "yesterday", "in 29 days"),
        (3, "3 days ago", "in 27 days"),
        (29, "29 days ago", "tomorrow"),
        (30, "30 days ago", "today"),
        (31, "31 days ago", "today"),
    ],
    ids=[0, 1, 3, 29, 30, 31],
)
def test_a_row_says_how_long_it_stays(client, alice, clock, days, ago, gone):
    clock.set(NOON)
    browser = client.as_(alice)
    task = browser.post("/api/tasks", json={"title": "Book train"}).json
    browser.delete(f"/api/tasks/{task['id']}")
    clock.advance(days=days)
    page = client.as_(alice).get("/trash").get_data(as_text=True)
    assert WORDS.search(page.partition("<template")[0]).groups() == (ago, gone)


def test_there_is_nothing_to_empty_in_an_empty_trash(client, alice):
    assert '<empty-trash class="empty-trash" hidden>' in client.as_(alice).get("/trash").get_data(as_text=True)
