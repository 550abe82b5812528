"""What the pages weigh and ask for, as they are served, in bytes of gzip."""

import re
from datetime import UTC, datetime

import pytest

HREF = r'<link rel="{}" href="([^"]+)"'
MOST_REQUESTS = 40
BUDGET_APP = 60 * 1024
BUDGET_TODAY = 24 * 1024
TASKS = 50


def served(client, path):
    """The page, and what it weighs."""
    response = client.get(path, headers={"Accept-Encoding": "gzip"})
    assert response.headers["Content-Encoding"] == "gzip"
    return client.get(path).get_data(as_text=True), len(response.data)


def scripts(html):
    """The addresses of the modules that a page asks for at once."""
    return [*re.findall(HREF.format("modulepreload"), html), *re.findall(r'<script type="module" src="([^"]+)"', html)]


@pytest.fixture
def hers(client, alice):
    """Alice with a page full of tasks that are due today."""
    signed_in = client.as_(alice)
    today = str(datetime.now(UTC).date())
    for number in range(TASKS):
        task = {"title": f"Send the signed contract to partner {number}", "due_date": today, "due_time": "15:00"}
        assert signed_in.post("/api/tasks", json=task).status_code == 201
    return signed_in


def test_today_with_fifty_rows_is_a_light_page(hers):
    html, weight = served(hers, "/today")
    assert html.count("aria-rowindex=") == TASKS
    assert weight <= BUDGET_TODAY


@pytest.mark.parametrize("path", ["/today", "/upcoming", "/all", "/trash", "/insights", "/leaderboard"])
def test_a_screen_asks_for_little_and_for_all_of_it_at_once(client, alice, path):
    signed_in = client.as_(alice)
    html, _ = served(signed_in, path)
    modules = scripts(html)
    others = [*re.findall(HREF.format("(?:icon|preload|stylesheet)"), html), path]
    assert len(set(modules)) == len(modules)
    assert html.count('rel="stylesheet"') == 1
    assert len(modules) + len(others) <= MOST_REQUESTS
    assert sum(served_file(signed_in, module) for module in modules) <= BUDGET_APP


@pytest.mark.parametrize(
    ("path", "module"), [("/today", "today-line"), ("/insights", "chart-figure"), ("/all", "page-nav")]
)
def test_a_screen_names_the_modules_of_its_own_elements(client, alice, path, module):
    html, _ = served(client.as_(alice), path)
    preloaded = [address.rpartition("/")[2] for address in scripts(html)]
    assert f"{module}.js" in preloaded
    assert "command-palette.js" not in preloaded


def served_file(client, address):
    """What a file weighs on its way."""
    return len(client.get(address, headers={"Accept-Encoding": "gzip"}).data)
