"""The note above the list while samples are left."""

import json
import re
from datetime import UTC, datetime
from pathlib import Path
from urllib.parse import quote
from uuid import uuid5

import pytest

from headway.pages.samples import TITLES

SCRIPT = Path(__file__).parents[2] / "headway/static/js/samples.js"


@pytest.fixture
def browser(client, alice):
    """The browser of Alice, who has just signed up."""
    browser = client.as_(alice)
    for place, (title, _) in enumerate(TITLES, 1):
        body = {"id": str(uuid5(alice.id, f"sample {place}")), "title": title}
        assert browser.post("/api/tasks", json=body).status_code == 201
    return browser


def offered(browser, path="/all"):
    """The ids in the note, none without one."""
    note = re.search(r'<sample-note [^>]*data-ids="([^"]+)"', browser.get(path).get_data(as_text=True))
    return set(note[1].split()) if note else set()


def test_the_script_makes_the_same_samples():
    with_keys, touched = zip(*TITLES, strict=True)
    assert re.findall(r'title: "([^"]+)"', SCRIPT.read_text()) == [*with_keys, *touched]


def test_a_new_person_is_told_how_to_be_rid_of_all_of_them(browser, alice):
    assert offered(browser) == {str(uuid5(alice.id, f"sample {place}")) for place in (1, 2, 3)}
    assert "3 sample tasks are here" in browser.get("/all").get_data(as_text=True)


def test_the_first_day_of_a_new_person_tells_it_too(browser, alice):
    assert offered(browser, "/today") == set()
    first, second = (str(uuid5(alice.id, f"sample {place}")) for place in (1, 2))
    for task_id in (first, second):
        browser.put(f"/api/tasks/{task_id}", json={"due_date": f"{datetime.now(UTC):%Y-%m-%d}"})
    assert offered(browser, "/today") == {first, second}
    browser.set_cookie("preferences", quote(json.dumps({"samples": "kept"})))
    assert offered(browser, "/today") == set()


def test_a_completed_sample_is_one_still_a_renamed_or_deleted_one_is_not(browser, alice):
    first, second, third = (str(uuid5(alice.id, f"sample {place}")) for place in (1, 2, 3))
    browser.put(f"/api/tasks/{first}", json={"status": "completed"})
    browser.put(f"/api/tasks/{second}", json={"title": "Call Ana"})
    browser.delete(f"/api/tasks/{third}")
    assert offered(browser) == {first}
    browser.delete(f"/api/tasks/{first}")
    assert offered(browser) == set()


def test_who_has_none_is_told_nothing(client, bob):
    assert offered(client.as_(bob)) == set()


def test_samples_that_may_stay_are_not_mentioned_again(browser):
    browser.set_cookie("preferences", quote(json.dumps({"samples": "kept"})))
    assert offered(browser) == set()
