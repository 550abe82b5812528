"""The daily sweep of old events."""

from datetime import UTC, datetime

import pytest

from headway.activity import sweeping


@pytest.fixture
def sweep(app, clock):
    """Sweep, at the present instant."""

    def sweep():
        with app.app_context():
            sweeping.sweep(clock())

    return sweep


def test_events_go_after_30_days_and_their_numbers_go_on(client, alice, clock, sweep):
    browser = client.as_(alice)
    clock.set(datetime(2026, 3, 4, 12, tzinfo=UTC))
    for _ in range(3):
        browser.post("/api/tasks", json={"title": "x"})
    clock.advance(days=30, seconds=1)
    browser.post("/api/tasks", json={"title": "x"})
    sweep()
    events = browser.get("/api/users/me/export").json["events"]
    assert [event["number"] for event in events] == [4]
    assert browser.get("/api/analytics").json["event_id"] == 4
