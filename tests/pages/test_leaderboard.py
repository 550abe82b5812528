"""The leaderboard as it paints before any script has run."""

import re
from uuid import uuid4

import pytest

SPOKEN = re.compile(r'data-field="spoken">([^<]+)<')


@pytest.fixture
def page(client):
    """The HTML of a page as a person sees it, without what is in templates."""

    def page(person, path="/leaderboard"):
        response = client.as_(person).get(path, headers={"Accept": "text/html"})
        assert response.status_code == 200
        return re.sub(r"<template[\s\S]*?</template>", "", response.get_data(as_text=True))

    return page


@pytest.fixture
def complete(client):
    """Complete new tasks of a person's, each worth 3 points."""

    def complete(person, number=1):
        for _ in range(number):
            body = {"title": "Call Ana", "priority": "high", "status": "completed"}
            assert client.as_(person).post("/api/tasks", json=body).status_code == 201

    return complete


@pytest.fixture
def star(make_person, complete):
    """Somebody with a name of their own who stands above the others of this test run."""

    def star(number=30, **values):
        person = make_person(f"Star-{uuid4().hex[:8]}", **values)
        complete(person, number)
        return person

    return star


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get("/leaderboard?window=all").location == "/sign-in?next=/leaderboard%3Fwindow%3Dall"


def test_rows_say_all_that_they_show(page, star):
    person = star()
    [own] = [line for line in SPOKEN.findall(page(person)) if person.name in line]
    assert re.fullmatch(rf"Rank \d+, {person.name}, you, 90 points, 30 completed", own)


def test_one_row_is_marked_as_ones_own(page, star):
    html = page(star())
    assert len(re.findall(r"<li [^>]*data-you", html)) == 1
    assert 'board-row__number hl"' in html


def test_names_are_text_whatever_they_hold(page, complete, make_person, client, star):
    person = star()
    client.as_(person).patch("/api/users/me", json={"name": "<b>Bold</b>"})
    html = page(person)
    assert "<b>" not in html
    assert "&lt;b&gt;Bold&lt;/b&gt;" in html


@pytest.mark.parametrize(
    ("path", "window", "words"),
    [
        ("/leaderboard", "week", "Points this week"),
        ("/leaderboard?window=today", "today", "Points today"),
        ("/leaderboard?window=month", "month", "Points this month"),
        ("/leaderboard?window=all", "all", "Points of all time"),
        ("/leaderboard?window=century", "week", "Points this week"),
    ],
)
def test_the_window_is_in_the_address(page, alice, path, window, words):
    html = page(alice, path)
    assert f'name="window" value="{window}" checked' in html
    assert words in html


def test_somebody_anonymous_is_there_without_a_name(page, client, star, alice):
    person = star()
    client.as_(person).patch("/api/users/me", json={"leaderboard": "anonymous"})
    assert person.name not in page(alice)
    assert re.search(r"Rank \d+, Anonymous, you, 90 points", page(person))


def test_somebody_hidden_is_nowhere_and_is_told_so(page, client, star, alice):
    person = star()
    client.as_(person).patch("/api/users/me", json={"leaderboard": "hidden"})
    assert person.name not in page(alice)
    html = page(person)
    assert "data-you" not in html
    assert re.search(r'name="listing" value="hidden" checked', html)


def test_ones_score_can_be_asked_about(page, star, charlie):
    assert "Why do I have 90 points?" in page(star())
    assert "Where do points come from?" in page(charlie)


def test_who_is_far_down_is_shown_between_neighbours(page, complete, make_person, client):
    for number in range(52):
        complete(make_person(f"Ahead-{number}"), 4)
    person = make_person(f"Behind-{uuid4().hex[:8]}")
    complete(person)
    html = page(person, "/leaderboard?window=all")
    rows = re.findall(r"<li class=\"board-row\"[^>]*>", html)
    assert 52 <= len(rows) <= 53
    assert "data-apart" in rows[50]
    assert "data-you" in rows[51]


@pytest.mark.parametrize("window", ["today", "week", "month", "all"])
def test_the_page_takes_few_statements(client, star, statements, window):
    browser = client.as_(star(1))
    with statements() as counted:
        browser.get(f"/leaderboard?window={window}")
    assert counted.total() <= 5
