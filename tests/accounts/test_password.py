import pytest

from tests.factories import PASSWORD

NEW = "eleven loud herons"


def change(browser, current=PASSWORD, new=NEW):
    return browser.post("/api/users/me/password", json={"current_password": current, "new_password": new})


def log_in(client, email, password):
    return client.post("/api/users/login", json={"email": email, "password": password}).status_code


def test_the_new_password_counts_and_the_old_one_does_not(client, alice):
    assert change(client.as_(alice)).status_code == 204
    assert log_in(client, alice.email, PASSWORD) == 401
    assert log_in(client, alice.email, NEW) == 200


def test_the_other_sessions_end(client, alice):
    phone, laptop = client.as_(alice), client.as_(alice)
    assert change(laptop).status_code == 204
    assert phone.get("/api/users/me").status_code == 401
    assert laptop.get("/api/users/me").status_code == 200
    assert laptop.post("/api/users/refresh").status_code == 200


def test_a_wrong_current_password_is_said_of_its_field(client, alice):
    response = change(client.as_(alice), current="not the password")
    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == ["current_password"]
    assert log_in(client, alice.email, PASSWORD) == 200


@pytest.mark.parametrize("new", ["short", "x" * 257, "password1234", "Qwerty123456", "alice alice 12", None])
def test_a_weak_new_password_is_refused(client, alice, new):
    response = change(client.as_(alice), new=new)
    assert response.status_code == 422
    assert [error["field"] for error in response.json["errors"]] == ["new_password"]


def test_changing_it_costs_few_statements(client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        assert change(browser).status_code == 204
    assert counted.total() <= 6
