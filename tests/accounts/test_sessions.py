from uuid import uuid4


def listed(browser):
    return browser.get("/api/users/me/sessions").json["sessions"]


def test_devices_are_listed_with_this_one_marked(client, alice):
    client.as_(alice)
    client.post(
        "/api/users/login",
        json={"email": alice.email, "password": alice.password},
        headers={"User-Agent": "Browser 7 \x1b[31m (Pocket)"},
    )
    here, other = listed(client)
    assert (here["current"], other["current"]) == (True, False)
    assert here["user_agent"] == "Browser 7 [31m (Pocket)"
    assert here.keys() == {"id", "created_at", "last_used_at", "user_agent", "current"}


def test_nobody_sees_the_devices_of_others(client, alice, bob):
    client.as_(bob)
    assert len(listed(client.as_(alice))) == 1


def test_one_device_is_signed_out(client, alice):
    here, lost = client.as_(alice), client.as_(alice)
    [found] = [session["id"] for session in listed(here) if not session["current"]]
    assert here.delete(f"/api/users/me/sessions/{found.upper()}").status_code == 204
    assert lost.get("/api/users/me").status_code == 401
    assert lost.post("/api/users/refresh").status_code == 401
    assert here.delete(f"/api/users/me/sessions/{found}").status_code == 404


def test_all_others_are_signed_out(client, alice):
    here, *others = [client.as_(alice) for _ in range(3)]
    assert here.delete("/api/users/me/sessions").status_code == 204
    assert [browser.get("/api/users/me").status_code for browser in (here, *others)] == [200, 401, 401]
    assert here.delete("/api/users/me/sessions").status_code == 204


def test_a_session_of_somebody_else_is_as_absent_as_none(client, alice, bob):
    victim, stranger = client.as_(alice), client.as_(bob)
    [session] = listed(victim)
    foreign = stranger.delete(f"/api/users/me/sessions/{session['id']}")
    absent = stranger.delete(f"/api/users/me/sessions/{uuid4()}")
    assert foreign.status_code == absent.status_code == 404
    assert {**foreign.json, "request_id": ""} == {**absent.json, "request_id": ""}
    assert victim.get("/api/users/me").status_code == 200


def test_ended_sessions_are_not_listed(client, alice, age_sessions):
    client.as_(alice)
    age_sessions(alice, "14 days")
    assert len(listed(client.as_(alice))) == 1


def test_listing_costs_two_statements(client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        listed(browser)
    assert counted.total() == 2
