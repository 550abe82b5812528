"""Who may see which page, and where a stranger is sent."""

import pytest

HTML = {"Accept": "text/html"}


@pytest.mark.parametrize(
    ("path", "next_path"),
    [("/all?status=pending", "/all%3Fstatus%3Dpending"), ("/trash", "/trash"), ("/today", "/today")],
)
def test_a_stranger_is_sent_to_sign_in_and_back(client, path, next_path):
    response = client.get(path)
    assert (response.status_code, response.location) == (302, f"/sign-in?next={next_path}")


def test_the_root_leads_in_or_to_the_door(client, alice):
    assert client.get("/").location == "/sign-in"
    assert client.as_(alice).get("/").location == "/today"
    assert client.as_(alice).get("/today").status_code == 200


@pytest.mark.parametrize("path", ["//evil.example", "/\\evil.example", "https://evil.example", "javascript:alert(1)"])
def test_the_way_back_never_leads_elsewhere(client, path):
    html = client.get("/sign-in", query_string={"next": path}).get_data(as_text=True)
    assert 'data-next=""' in html
    assert "evil" not in html


def test_the_way_back_is_kept_on_the_way_to_sign_up(client):
    assert "/sign-up?next=/tasks/1" in client.get("/sign-in?next=/tasks/1").get_data(as_text=True)


def test_another_persons_task_is_absent(client, alice, charlie):
    task = client.as_(alice).post("/api/tasks", json={"title": "Buy lamp oil"}).get_json()
    response = client.as_(charlie).get(f"/tasks/{task['id']}", headers=HTML)
    assert response.status_code == 404
    assert "Nothing here" in response.get_data(as_text=True)


@pytest.mark.parametrize("path", ["/tasks/1", "/tasks/00000000-0000-7000-8000-000000000000", "/no-such-page"])
def test_what_is_not_there_is_said_in_words(client, alice, path):
    response = client.as_(alice).get(path, headers=HTML)
    assert (response.status_code, response.mimetype) == (404, "text/html")


def test_a_page_never_sets_a_cookie(client, alice):
    for path in ("/all", "/trash", "/sign-in"):
        assert "Set-Cookie" not in client.as_(alice).get(path).headers


def test_a_page_is_not_kept_by_caches(client, alice):
    assert client.as_(alice).get("/all").headers["Cache-Control"] == "no-store"


@pytest.mark.parametrize(
    "asked", ["//evil.example", "/\\evil.example", "/\t/evil.example", "/\n/evil.example", "/a\\b"]
)
def test_no_other_site_can_be_gone_to_from_the_door(client, asked):
    page = client.get("/sign-in", query_string={"next": asked}).text
    assert 'data-next=""' in page
    assert "evil.example" not in page
