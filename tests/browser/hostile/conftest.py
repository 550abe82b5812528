"""Somebody all of whose texts would be scripts, and watched pages: two texts in the suite, all of them in the audit."""

import os
from datetime import UTC, datetime, timedelta

import pytest

from tests.browser.hostile.payloads import PAYLOADS
from tests.browser.hostile.watching import Watch

IS_AUDIT = os.environ.get("HEADWAY_AUDIT") == "1"
AT_ONCE = 15  # with a task of each on every screen, no list has a second page
BATCHES = [PAYLOADS[start : start + AT_ONCE] for start in range(0, len(PAYLOADS), AT_ONCE)]
TWO = [PAYLOADS[5 * 4 + 1], PAYLOADS[19 * 4 + 2]]
collect_ignore = [] if IS_AUDIT else ["test_places.py"]


@pytest.fixture(params=BATCHES if IS_AUDIT else [TWO], ids=lambda batch: f"from_{PAYLOADS.index(batch[0]):03}")
def texts(request):
    """The texts of this run."""
    return request.param


@pytest.fixture
def tasks(alice, make_tasks, client, texts):
    """Alice's tasks that are due today; of each text also one is due tomorrow, one done, and one in the trash."""
    today = datetime.now(UTC).date()
    made = [{"title": text, "description": f"{text}\n{text}"} for text in texts]
    due = make_tasks(alice, *(task | {"due_date": str(today)} for task in made))
    make_tasks(alice, *(task | {"due_date": str(today + timedelta(days=1))} for task in made))
    make_tasks(alice, *(task | {"status": "completed", "priority": "high"} for task in made))
    thrown = [task["id"] for task in make_tasks(alice, *made)]
    client.as_(alice).post("/api/tasks/batch", json={"ids": thrown, "delete": True})
    return due


@pytest.fixture
def open_watched(context, open_page, product):
    """Open a page whose profile is watched: `page, watch = open_watched(alice, "/all")`."""

    def make(person, path, **options):
        profile = context(person, **options)
        watch = Watch(profile, product)
        return open_page.tab(profile, path), watch

    return make
