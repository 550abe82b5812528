import pytest

PASSWORD = "seven quiet otters"


@pytest.fixture
def run(app):
    """Run `headway users …` with what is piped into it."""
    return lambda *arguments, typed="": app.test_cli_runner().invoke(args=["users", *arguments], input=typed)


def log_in(client, email, password):
    return client.post("/api/users/login", json={"email": email, "password": password}).status_code


def test_an_account_is_made_with_a_piped_password(run, client, unique_email):
    result = run("create", unique_email, "--name", "Dana", "--timezone", "Europe/Berlin", typed=f"{PASSWORD}\n")
    assert (result.exit_code, result.output) == (0, f"{unique_email} has an account now.\n")
    assert log_in(client, unique_email, PASSWORD) == 200


def test_the_reason_of_a_refusal_is_said(run, alice):
    taken = run("create", alice.email, "--name", "Dana", typed=f"{PASSWORD}\n")
    weak = run("create", "dana", "--name", "Dana", typed="short\n")
    assert taken.exit_code == weak.exit_code == 1
    assert "That email already has an account." in taken.output
    assert "email: Enter an email" in weak.output
    assert "password: Use at least 12 characters." in weak.output


def test_a_disabled_person_is_out_until_enabled(run, client, alice):
    browser = client.as_(alice)
    assert run("disable", alice.email.upper()).exit_code == 0
    assert browser.get("/api/users/me").status_code == 401
    assert log_in(client, alice.email, alice.password) == 401
    assert run("enable", alice.email).exit_code == 0
    assert log_in(client, alice.email, alice.password) == 200


def test_a_reset_password_ends_all_sessions(run, client, alice):
    browser = client.as_(alice)
    assert run("reset-password", alice.email, typed=f"{PASSWORD}\n").exit_code == 0
    assert browser.get("/api/users/me").status_code == 401
    assert log_in(client, alice.email, alice.password) == 401
    assert log_in(client, alice.email, PASSWORD) == 200


def test_a_person_is_signed_out_everywhere(run, client, alice):
    browsers = [client.as_(alice) for _ in range(2)]
    assert run("sign-out", alice.email).output == f"{alice.email} is signed out on 2 devices.\n"
    assert {browser.get("/api/users/me").status_code for browser in browsers} == {401}


@pytest.mark.parametrize("command", ["disable", "enable", "reset-password", "sign-out"])
def test_an_account_that_is_not_there_is_no_success(run, command):
    result = run(command, "nobody@people.example", typed=f"{PASSWORD}\n")
    assert result.exit_code == 1
    assert "There is no account with that email." in result.output
