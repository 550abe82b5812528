"""The settings as they paint before any script has run."""

import json
import re
from urllib.parse import quote

import pytest

from headway.pages import devices, settings
from headway.web.fields import TIMEZONES

WINDOWS = "Mozilla/5.0 (Windows NT 10.0; Win64; x64)"
MAC = "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7)"
CHROME = "AppleWebKit/537.36 (KHTML, like Gecko) Chrome/140.0.0.0 Safari/537.36"


@pytest.fixture
def page(client, alice):
    """The HTML of the settings as Alice sees them."""
    browser = client.as_(alice)

    def page(query="", cookie=None):
        if cookie:
            browser.set_cookie("preferences", quote(json.dumps(cookie)))
        response = browser.get(f"/settings{query}", headers={"Accept": "text/html"})
        assert response.status_code == 200
        return response.get_data(as_text=True)

    return page


def test_a_stranger_is_sent_to_the_door(client):
    assert client.get("/settings?section=export").location == "/sign-in?next=/settings%3Fsection%3Dexport"


@pytest.mark.parametrize("section", settings.SECTIONS)
def test_a_section_is_open_by_its_address(page, section):
    html = page(f"?section={section}")
    assert f'<settings-view class="settings" data-section="{section}">' in html
    assert re.findall(r'data-section="(\w+)" data-open', html) == [section]


@pytest.mark.parametrize("asked", ["", "?section=", "?section=nothing", "?section=%22%3E%3Cb%3E"])
def test_no_section_is_open_by_any_other_address(page, asked):
    html = page(asked)
    assert 'class="settings" data-section=""' in html
    assert "data-open" not in html.partition("<template")[0]


def test_a_name_and_an_address_are_text_whatever_they_hold(client, make_person):
    hers = client.as_(make_person("Dana"))
    hers.patch("/api/users/me", json={"name": '"><img src=x onerror=alert(1)>'})
    html = hers.get("/settings").get_data(as_text=True)
    assert "<img" not in html
    assert 'value="&#34;&gt;&lt;img src=x onerror=alert(1)&gt;"' in html


def test_every_zone_on_offer_is_accepted():
    offered = set(settings.zones())
    assert offered <= TIMEZONES
    assert {"UTC", "Europe/Berlin", "Asia/Kolkata", "Asia/Calcutta", "America/Argentina/Ushuaia"} <= offered


@pytest.mark.parametrize("place", range(0, 500, 37))
def test_a_zone_on_offer_can_be_chosen(client, alice, place):
    zone = settings.zones()[place]
    hers = client.as_(alice)
    assert hers.patch("/api/users/me", json={"timezone": zone}).json["timezone"] == zone
    assert f'data-zone="{zone}"' in hers.get("/settings").get_data(as_text=True)


@pytest.mark.parametrize(
    ("name", "chosen"),
    [("theme", "dark"), ("density", "compact"), ("motion", "reduced"), ("clock", "12"), ("weekStart", "6")],
)
def test_the_choices_of_this_device_are_checked(page, name, chosen):
    assert f'name="{name}" value="auto" checked' in page() or name == "density"
    assert f'name="{name}" value="{chosen}" checked' in page(cookie={name: chosen})


def test_single_keys_are_a_switch(page):
    switch = re.compile(r'<input class="switch__input"[^>]*>')
    assert " checked" in switch.search(page())[0]
    assert " checked" not in switch.search(page(cookie={"singleKeys": False}))[0]


def test_devices_are_named_this_one_first(client, alice):
    first = client.as_(alice)
    password = "correct horse battery staple"
    client.post("/api/users/login", json={"email": alice.email, "password": password})
    html = first.get("/settings").get_data(as_text=True)
    rows = re.findall(r'<li class="device" data-id="[^"]+"( data-current)?>', html)
    assert rows[0] == " data-current"
    assert rows.count(" data-current") == 1


@pytest.mark.parametrize(
    ("user_agent", "words"),
    [
        (f"{WINDOWS} Gecko/20100101 Firefox/143.0", "Firefox on Windows"),
        (f"{WINDOWS} {CHROME} Edg/140.0.0.0", "Edge on Windows"),
        (f"{MAC} {CHROME}", "Chrome on macOS"),
        (f"{MAC} {CHROME} OPR/120.0", "Opera on macOS"),
        (f"{MAC} AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.0 Safari/605.1.15", "Safari on macOS"),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) Version/18.0 Mobile/1 Safari/604.1",
            "Safari on iPhone",
        ),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) CriOS/140.0 Mobile Safari/604.1", "Chrome on iPhone"),
        ("Mozilla/5.0 (iPad; CPU OS 18_0 like Mac OS X) FxiOS/143.0 Mobile Safari/604.1", "Firefox on iPad"),
        (f"Mozilla/5.0 (Linux; Android 15; Pixel 9) {CHROME}", "Chrome on Android"),
        (f"Mozilla/5.0 (Linux; Android 15) {CHROME} EdgA/140.0", "Edge on Android"),
        ("Mozilla/5.0 (X11; CrOS x86_64 14541.0.0) Chrome/140.0 Safari/537.36", "Chrome on ChromeOS"),
        ("Mozilla/5.0 (X11; Linux x86_64) HeadlessChrome/140.0 Safari/537.36", "Chrome on Linux"),
        ("Something on Windows", "A browser on Windows"),
        ("Safari/1", "Safari"),
        ("curl/8.5.0", "curl"),
        ("python-requests/2.32.3", "python-requests"),
        ("Mozilla/5.0", "An unknown device"),
        ("<b>/1", "An unknown device"),
        ("", "An unknown device"),
        ("x" * 500, "An unknown device"),
    ],
    ids=range(20),
)
def test_a_device_is_named_as_a_person_would(user_agent, words):
    assert devices.named(user_agent) == words


@pytest.mark.parametrize(("tasks", "loss"), [(0, "account for good"), (1, "account and 1 task for good")])
def test_what_would_be_lost_is_said(client, alice, page, tasks, loss):
    for number in range(tasks):
        client.as_(alice).post("/api/tasks", json={"title": f"Task {number}"})
    assert f"This deletes your {loss}. Type your password." in page()


def test_the_page_takes_few_statements(page, statements):
    with statements() as counted:
        page()
    assert counted.total() <= 4
