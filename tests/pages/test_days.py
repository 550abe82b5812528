"""Today and Upcoming as they come in the HTML."""

import gzip
import re
from datetime import UTC, datetime, timedelta

import pytest

SUNDAY = datetime(2026, 11, 22, 14, 20, tzinfo=UTC)
TODAY = SUNDAY.date()
SECTION = re.compile(r"<section ([^>]*)>(.*?)</section>", re.DOTALL)
ROW = re.compile(r'<task-row([^>]*)data-id="([^"]+)"')
STATE = re.compile(r'<div class="list-state[^"]*"[^>]*data-state="([^"]+)"')


@pytest.fixture
def add(client, alice, clock):
    """Add a task of Alice's by the API, due so many days from today; gives it."""
    clock.set(SUNDAY)
    browser = client.as_(alice)

    def add(title, days=0, **fields):
        due = None if days is None else str(TODAY + timedelta(days=days))
        return browser.post("/api/tasks", json={"title": title, "due_date": due} | fields).get_json()

    return add


@pytest.fixture
def page(client, alice, clock):
    """The HTML of a page as Alice sees it, without the templates."""
    clock.set(SUNDAY)
    hers = client.as_(alice)

    def page(path, person=None):
        browser = client.as_(person) if person else hers
        response = browser.get(path, headers={"Accept": "text/html"})
        assert response.status_code == 200
        return response.get_data(as_text=True).partition("<template")[0]

    return page


def groups(html):
    """For each group that shows: its name, and the ids of its rows."""
    found = {}
    for attributes, body in SECTION.findall(html):
        name = re.search(r'data-group="([^"]+)"', attributes)
        if name and " hidden" not in attributes:
            found[name[1]] = [task_id for _, task_id in ROW.findall(body)]
    return found


def test_today_shows_what_is_late_and_what_is_due(add, page):
    late = add("Send the contract", -2)
    evening, morning = add("Buy lamp oil", due_time="18:30"), add("Stand-up", due_time="09:00")
    untimed, done = add("Water the fig tree"), add("Book train", status="completed")
    add("Tomorrow's", 1)
    assert groups(page("/today")) == {
        "overdue": [late["id"]],
        "today": [morning["id"], evening["id"]],
        "anytime": [untimed["id"]],
        "completed": [done["id"]],
    }


def test_today_says_what_day_it_is_and_how_far_one_has_come(add, page):
    add("Send the contract", -2)
    add("Buy lamp oil")
    add("Book train", status="completed")
    html = page("/today")
    assert 'data-field="today-date">Sunday 22 November<' in html
    assert "· 1 of 2 done" in html
    assert "<title>Today · 2 open · Headway</title>" in html
    assert 'data-field="count-today">2<' in html


def test_without_a_task_today_shows_how_to_begin(page):
    html = page("/today")
    assert STATE.findall(html) == ["first-use"]
    assert "<title>Today · Headway</title>" in html
    assert groups(html) == {}


def test_a_day_without_a_task_leads_on(add, page):
    add("Next week's", 9)
    html = page("/today")
    assert STATE.findall(html) == ["nothing-due"]
    assert "Nothing due today." in html
    assert 'href="/upcoming"' in html


def test_a_day_that_is_done_names_what_tomorrow_starts_with(add, page):
    done = add("Book train", status="completed")
    add("Later", 1, due_time="12:00")
    add("Send <invoice>", 1, due_time="08:00")
    html = page("/today")
    assert STATE.findall(html) == ["all-done"]
    assert "Tomorrow starts with “Send &lt;invoice&gt;”." in html
    assert groups(html) == {"completed": [done["id"]]}


def test_filters_hold_for_the_groups_and_are_named_when_nothing_is_left(add, page):
    urgent = add("Send the contract", priority="high")
    add("Buy lamp oil", priority="low")
    assert groups(page("/today?priority=high")) == {"anytime": [urgent["id"]]}
    html = page("/today?priority=high&status=in_progress")
    assert STATE.findall(html) == ["no-match"]
    assert "No in-progress tasks with high priority." in html


def test_dates_and_orders_of_an_address_mean_nothing_here(add, page):
    task = add("Buy lamp oil")
    assert groups(page("/today?due=none&sort=title&cursor=x&due_from=2030-01-01")) == {"anytime": [task["id"]]}


def test_of_many_completed_tasks_the_first_five_are_in_sight(add, page):
    for number in range(7):
        add(f"Chapter {number}", status="completed")
    html = page("/today")
    rows = [attributes for attributes, _ in ROW.findall(html)]
    assert [" hidden" in attributes for attributes in rows] == [False] * 5 + [True] * 2
    assert ">Show 2 more</button>" in html


def test_a_long_group_leads_to_the_list_of_all_of_it(add, page):
    for number in range(63):
        add(f"Letter {number}", -1 - number % 9)
    html = page("/today")
    assert len(groups(html)["overdue"]) == 50
    assert 'href="/all?due=overdue&amp;sort=due" data-field="rest">All 63 overdue tasks</a>' in html
    rows = page("/all?due=overdue&sort=due")
    assert "63 tasks" in rows


def test_a_day_with_times_has_a_line_that_says_what_it_shows(add, page):
    add("Buy lamp oil")
    assert re.search(r"<today-line[^>]* hidden", page("/today"))
    add("Stand-up", due_time="05:30", status="completed")
    line = re.search(r"<today-line[^>]*>", page("/today"))[0]
    assert 'aria-label="2 tasks due today, 1 completed."' in line
    assert 'data-start="0"' in line
    assert "hidden" not in line


def test_upcoming_shows_a_fortnight_by_day_then_weeks(add, page):
    now, friday, later = add("Now", 0), add("On Friday", 5), add("In a month", 30)
    add("Late", -1)
    add("Done", 1, status="completed")
    html = page("/upcoming")
    shown = groups(html)
    assert list(shown)[:14] == [str(TODAY + timedelta(days=days)) for days in range(14)]
    assert shown["2026-11-22"] == [now["id"]]
    assert shown["2026-11-27"] == [friday["id"]]
    assert shown["2026-12-20"] == [later["id"]]
    assert len(shown) == 15  # of the weeks only those with a task
    assert '>Fri 27</span> <span class="task-group__note" data-field="note">November</span>' in html
    assert ">20–26 Dec</span>" in html


def test_under_the_heading_of_its_day_a_row_repeats_no_day(add, page):
    add("Call", 5, due_time="15:00")
    add("Write", 5)
    add("Pack", 30)
    times = re.findall(r'<time data-field="due" datetime="([^"]+)"[^>]*>([^<]*)</time>', page("/upcoming"))
    assert times[:3] == [("2026-11-27T15:00", "15:00"), ("2026-11-27", ""), ("2026-12-22", "22 Dec")]


def test_an_empty_day_offers_to_add_a_task(add, page):
    add("Now", 0)
    html = page("/upcoming")
    buttons = re.findall(
        r'<button class="task-group__add"[^>]*aria-label="(Add [^"]+)"[^>]*data-due="([^"]+)"[^>]*>', html
    )
    visible = re.findall(r'<button class="task-group__add"(?![^>]*hidden)[^>]*data-due="([^"]+)"', html)
    assert ("Add a task on Monday 23 November", "2026-11-23") in buttons
    assert len(visible) == 13


def test_a_full_day_and_what_lies_beyond_lead_to_their_lists(add, page):
    for number in range(22):
        add(f"Letter {number}", 3)
    far = add("In a year", 365)
    html = page("/upcoming")
    rest = re.search(r'href="([^"]+)" data-field="rest">All 22 tasks<', html)[1].replace("&amp;", "&")
    assert "22 tasks" in page(rest)
    assert "25 Nov" in page(rest)
    beyond = re.search(r'href="([^"]+)" data-field="beyond"', html)[1].replace("&amp;", "&")
    assert [task_id for _, task_id in ROW.findall(page(beyond))] == [far["id"]]


def test_days_of_an_address_that_are_none_are_left_out(add, page):
    task = add("Buy lamp oil")
    for days in ("due_from=2026-02-30", "due_to=20261122", "due_from=1969-12-31", "due_to=2200-01-01"):
        assert [task_id for _, task_id in ROW.findall(page(f"/all?{days}"))] == [task["id"]]


@pytest.mark.parametrize(
    ("timezone", "instant", "said"),
    [
        ("Pacific/Kiritimati", datetime(2026, 11, 21, 10, 30, tzinfo=UTC), "Sunday 22 November"),
        ("America/Los_Angeles", datetime(2026, 11, 22, 7, 30, tzinfo=UTC), "Saturday 21 November"),
        ("America/Los_Angeles", datetime(2026, 11, 2, 7, 30, tzinfo=UTC), "Sunday 1 November"),
    ],
    ids=["Kiritimati", "Los-Angeles", "the-day-of-25-hours"],
)
def test_the_day_is_that_of_the_persons_zone(client, make_person, clock, page, timezone, instant, said):
    person = make_person("Zoe", timezone=timezone)
    clock.set(instant)
    day = datetime.strptime(f"{said} 2026 +0000", "%A %d %B %Y %z").date()
    task = client.as_(person).post("/api/tasks", json={"title": "Now", "due_date": str(day)}).get_json()
    html = page("/today", person)
    assert f'data-field="today-date">{said}<' in html
    assert groups(html) == {"anytime": [task["id"]]}
    assert groups(page("/upcoming", person))[str(day)] == [task["id"]]


@pytest.mark.parametrize("path", ["/today", "/upcoming", "/today?task={id}", "/today?priority=low&task={id}"])
def test_a_screen_of_days_takes_few_statements(add, page, statements, path):
    task = add("Buy lamp oil")
    for number in range(52):
        add(f"Late {number}", -1)
    with statements() as counted:
        page(path.format(id=task["id"]))
    assert counted.total() <= 5


def test_fifty_rows_come_in_a_small_page(add, client, alice):
    for number in range(50):
        add(f"Read chapter {number} and write down what is new in it", due_time=f"{number % 24:02}:{number:02}")
    html = client.as_(alice).get("/today", headers={"Accept": "text/html"}).get_data()
    assert len(ROW.findall(html.decode())) == 50
    assert len(gzip.compress(html, 6)) <= 24 * 1024


def test_a_stranger_is_sent_to_the_door(client):
    for path in ("/today", "/upcoming"):
        assert client.get(path).location == f"/sign-in?next={path}"
