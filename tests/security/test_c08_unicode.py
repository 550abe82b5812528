"""Texts that are not what they seem: twins of an address are one, and whatever is taken comes back as it was sent."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from headway.accounts.people import email_key
from tests import factories
from tests.client import Client
from tests.security.long import times

PASSWORD = "seven quiet otters"
# Spellings of one address: by case, by width, by composition, by compatibility.
TWINS = ["ALICE", "Alice", "ａｌｉｃｅ", "ⓐⓛⓘⓒⓔ", "𝐚𝐥𝐢𝐜𝐞", "𝕒𝕝𝕚𝕔𝕖", "𝚊𝚕𝚒𝚌𝚎", "ᵃˡⁱᶜᵉ", "AliCE", "aℓice"]
REFUSED = ["\x00", "\x07", "\x1b[31m", "\x7f", "\x85", "a\nb", "a\tb", "\ud800"]


@pytest.mark.parametrize("twin", TWINS)
def test_a_twin_of_an_address_is_that_address(client, unique_email, twin):
    local = unique_email.partition("@")[0]
    form = {"name": "Alice", "password": PASSWORD}
    first = client.post("/api/users/register", json=form | {"email": f"alice.{local}@people.example"})
    assert first.status_code == 201
    reply = client.post("/api/users/register", json=form | {"email": f"{twin}.{local}@people.example"})
    assert reply.status_code in (409, 422)


@given(st.text(max_size=40))
@settings(max_examples=times(300, 5_000), deadline=None, database=None)
def test_the_key_of_an_address_is_its_own_key(address):
    assert email_key(email_key(address)) == email_key(address)


@pytest.mark.parametrize("text", REFUSED, ids=ascii)
def test_a_title_and_a_name_hold_no_control(client, alice, text):
    browser = client.as_(alice)
    body = b'{"title": "x%sx"}' % ascii(text)[1:-1].replace("\\x", "\\u00").encode()
    assert browser.post("/api/tasks", data=body, content_type="application/json").status_code in (400, 422)
    name = body.replace(b"title", b"name")
    assert browser.patch("/api/users/me", data=name, content_type="application/json").status_code in (400, 422)


PLAIN = st.text(st.characters(exclude_categories=["Cc", "Cs"]), min_size=1, max_size=200)


@settings(max_examples=times(60, 2_000), deadline=None, database=None)
@given(title=PLAIN, description=PLAIN)
def test_what_is_taken_comes_back_as_it_was_sent(browser_of_all, title, description):
    reply = browser_of_all.post("/api/tasks", json={"title": title, "description": description})
    if reply.status_code == 201:
        task = browser_of_all.get(f"/api/tasks/{reply.json['id']}").json
        assert (task["title"], task["description"]) == (title.strip(), description)
        browser_of_all.delete(f"/api/tasks/{reply.json['id']}?permanently=true")
    else:
        assert reply.status_code == 422


@pytest.fixture(scope="module")
def browser_of_all(app):
    """One browser for all examples of a property."""
    with app.app_context():
        person = factories.make_person("Uni")
    return Client(app).as_(person)


@pytest.mark.parametrize(("marks", "status"), [(8, 201), (9, 422), (180, 422)])
def test_marks_upon_marks_stay_within_bounds(client, alice, marks, status):
    assert client.as_(alice).post("/api/tasks", json={"title": "a" + "\u0301" * marks}).status_code == status
