"""The daily sweep of the trash."""

from datetime import UTC, datetime

import pytest

from headway.tasks import sweeping


@pytest.fixture
def sweep(app, clock):
    """Sweep, at the present instant."""

    def sweep():
        with app.app_context():
            sweeping.sweep(clock())

    return sweep


def test_what_lay_in_the_trash_for_30_days_goes_for_good(client, alice, bob, clock, sweep, make_task, recount):
    clock.set(datetime(2026, 3, 4, 12, tzinfo=UTC))
    kept, *trashed = [make_task(alice)["id"] for _ in range(4)]
    other = make_task(bob)["id"]
    client.as_(alice).post("/api/tasks/batch", json={"ids": trashed[:2], "delete": True})
    client.as_(bob).delete(f"/api/tasks/{other}")
    clock.advance(days=30)
    client.as_(alice).delete(f"/api/tasks/{trashed[2]}")
    sweep()
    assert client.as_(alice).get("/api/tasks?deleted=true").json["total"] == 3
    clock.advance(seconds=1)
    sweep()
    left = client.as_(alice).get("/api/tasks?deleted=true").json["tasks"]
    assert [task["id"] for task in left] == [trashed[2]]
    assert client.as_(bob).get(f"/api/tasks/{other}").status_code == 404
    assert client.as_(alice).get(f"/api/tasks/{kept}").status_code == 200
    counted, there = recount(alice)
    assert counted == there
