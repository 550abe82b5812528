"""The settings of a device, rendered from its cookie."""

import json
import re
from pathlib import Path
from urllib.parse import quote

import pytest

from headway.pages.preferences import CHOICES

SCRIPT = Path(__file__).parents[2] / "headway/static/js/preferences.js"


def page(client, cookie):
    client.set_cookie("preferences", cookie)
    return client.get("/sign-in").get_data(as_text=True)


@pytest.mark.parametrize("name", ["theme", "density", "motion"])
def test_what_a_style_depends_on_is_in_the_first_paint(client, name):
    for choice in CHOICES[name]:
        assert f'data-{name}="{choice}"' in page(client, quote(json.dumps({name: choice})))


@pytest.mark.parametrize("cookie", ["", "%", "[]", "null", "%7B%22theme%22%3A%7B%7D%7D", quote('{"theme":"\\"><b>"}')])
def test_a_garbled_cookie_is_no_cookie(client, cookie):
    assert 'data-theme="auto" data-density="comfortable" data-motion="auto"' in page(client, cookie)


def test_the_browsers_own_bars_take_the_chosen_colour(client):
    assert '<meta name="theme-color" content="#081012">' in page(client, quote('{"theme":"dark"}'))


def test_the_script_knows_the_same_choices():
    table = re.search(r"const CHOICES = (\{.*?\n\})", SCRIPT.read_text(), re.DOTALL)[1]
    rows = re.findall(r"(\w+): (\[.*?\])", table)
    assert {name: tuple(json.loads(choices)) for name, choices in rows} == CHOICES


@pytest.mark.parametrize(
    ("clock", "shown"), [("auto", "16:30"), ("24", "16:30"), ("12", "4:30 pm")], ids=["auto", "24", "12"]
)
def test_times_are_of_the_chosen_clock(client, alice, clock, shown):
    browser = client.as_(alice)
    browser.post("/api/tasks", json={"title": "Call Ana", "due_date": "2020-02-03", "due_time": "16:30"})
    browser.set_cookie("preferences", quote(json.dumps({"clock": clock})))
    html = browser.get("/all").get_data(as_text=True)
    assert f'title="Monday 3 February 2020, {shown}"' in html
    assert 'datetime="2020-02-03T16:30"' in html
