"""Insights as it paints before any script has run, and the geometry of its charts."""

import json
import re
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest

from headway.pages import charts

SUNDAY = datetime(2026, 11, 22, 14, 20, tzinfo=UTC)
SHAPES = json.loads((Path(__file__).parent / "chart-shapes.json").read_text())
MARK = re.compile(r'<rect class="chart__bar"[^>]*data-day="([^"]+)" data-value="(\d+)"( data-now)?')


@pytest.fixture(autouse=True)
def on_sunday(clock):
    clock.set(SUNDAY)


@pytest.fixture
def add(client, alice, clock):
    """Add a task of Alice's, created so many days ago."""
    browser = client.as_(alice)

    def add(days_ago=0, **fields):
        clock.set(SUNDAY - timedelta(days=days_ago))
        assert browser.post("/api/tasks", json={"title": "Call Ana"} | fields).status_code == 201
        clock.set(SUNDAY)

    return add


@pytest.fixture
def page(client, alice):
    """The HTML of Insights as Alice sees it."""
    browser = client.as_(alice)

    def page(query=""):
        response = browser.get(f"/insights{query}", headers={"Accept": "text/html"})
        assert response.status_code == 200
        return response.get_data(as_text=True)

    return page


def part(html, name):
    """What stands between a chart's or tile's hook and the next one's."""
    return re.split(r"data-(?:chart|tile)=", html.partition(f'="{name}"')[2])[0]


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get("/insights?range=year").location == "/sign-in?next=/insights%3Frange%3Dyear"


def test_numbers_lead_to_their_lists(add, page):
    add()
    add(status="completed")
    html = page()
    assert re.search(r'href="/all\?status=completed".*?data-field="number">1<', part(html, "completed"), re.DOTALL)
    assert re.search(r'href="/all".*?data-field="number">2<', part(html, "total"), re.DOTALL)


def test_this_week_is_in_words_for_what_grows(add, page):
    add(days_ago=10, status="completed")
    add(days_ago=6, status="completed")
    html = page()
    assert "up 1 this week" in part(html, "completed")
    assert "up 1 this week" in part(html, "total")
    assert "this week" not in part(html, "pending")


def test_four_weeks_are_shown_by_day(add, page):
    add(days_ago=27, status="completed")
    add(status="completed")
    add(status="completed")
    marks = MARK.findall(page())
    assert len(marks) == 28
    assert (marks[0], marks[-1]) == (("2026-10-26", "1", ""), ("2026-11-22", "2", " data-now"))


@pytest.mark.parametrize(("name", "weeks"), [("12w", 12), ("year", 52)])
def test_longer_ranges_are_shown_by_week_from_monday(add, page, name, weeks):
    add(days_ago=6, status="completed")
    add(days_ago=7, status="completed")
    marks = MARK.findall(page(f"?range={name}"))
    assert len(marks) == weeks
    assert marks[-2:] == [("2026-11-09", "1", ""), ("2026-11-16", "1", " data-now")]


def test_a_range_that_nothing_offers_is_four_weeks(page):
    assert len(MARK.findall(page("?range=century"))) == 28


def test_the_year_has_a_cell_for_each_day(add, page):
    add(days_ago=300, status="completed")
    cells = re.findall(r'class="chart__cell"[^>]*data-value="(\d+)"', page())
    assert (len(cells), sum(map(int, cells))) == (371, 1)


def test_open_tasks_are_counted_by_priority(add, page):
    add(priority="high")
    add(priority="high", status="completed")
    add(priority="low", status="in_progress")
    numbers = re.findall(r'data-field="(high|medium|low)">(\d+)<', part(page(), "open"))
    assert numbers == [("high", "1"), ("medium", "0"), ("low", "1")]


def test_what_is_due_is_counted_by_day(add, page):
    for due in ("2026-11-21", "2026-11-22", "2026-11-22", "2026-11-28", "2026-11-29"):
        add(due_date=due)
    add(due_date="2026-11-23", status="completed")
    numbers = re.findall(r'chart__count" data-field="number">(\d+)<', page())
    assert numbers == ["2", "0", "0", "0", "0", "0", "1"]


def test_somebody_without_tasks_sees_a_screen_that_says_so(page):
    html = page()
    assert "Nothing in 4 weeks yet" in html
    assert "Nothing open" in html
    assert "Nothing due" in html


def test_no_style_is_written_into_the_page(add, page):
    add(status="completed")
    assert "style=" not in page()


@pytest.mark.parametrize("query", ["", "?range=12w", "?range=year"])
def test_the_page_takes_few_statements(add, page, statements, query):
    add(status="completed")
    with statements() as counted:
        page(query)
    assert counted.total() <= 5


@pytest.mark.parametrize("shape", SHAPES["bars"])
def test_bars_have_one_geometry(shape):
    drawn = [[bar.x, bar.y, bar.width, bar.height] for bar in charts.bars(shape["values"], *shape["size"])]
    assert drawn == shape["boxes"]


@pytest.mark.parametrize("shape", SHAPES["lines"])
def test_lines_have_one_geometry(shape):
    assert [list(point) for point in charts.line(shape["values"], *shape["size"])] == shape["points"]


@pytest.mark.parametrize("shape", SHAPES["stacks"])
def test_stacks_have_one_geometry(shape):
    assert [[box.x, box.width] for box in charts.stack(shape["values"], 100, 0.4)] == shape["boxes"]


@pytest.mark.parametrize("shape", SHAPES["cells"])
def test_cells_have_one_geometry(shape):
    box = charts.cell(shape["place"], shape["value"], shape["most"])
    assert [box.x, box.y, box.width, box.height] == shape["box"]


@pytest.mark.parametrize(("most", "top"), SHAPES["ceilings"])
def test_a_scale_ends_at_a_round_number(most, top):
    assert charts.ceiling(most) == top
