import jwt


def refresh(browser, **kwargs):
    return browser.post("/api/users/refresh", **kwargs)


def test_a_refresh_gives_a_new_pair(client, alice):
    browser = client.as_(alice)
    before = browser.cookies()
    response = refresh(browser)
    assert response.status_code == 200
    assert response.json["user"]["id"] == str(alice.id)
    assert browser.cookie("access") != before["access_token_cookie"]
    assert browser.cookie("refresh") != before["refresh_token_cookie"]
    assert browser.get("/api/users/me").status_code == 200


def test_the_access_token_from_before_goes_on_until_it_ends(client, alice):
    browser = client.as_(alice)
    other_tab = browser.copy()
    refresh(browser)
    assert other_tab.get("/api/users/me").status_code == 200
    assert other_tab.patch("/api/users/me", json={}).status_code == 200


def test_a_refresh_needs_no_access_token(client, alice):
    browser = client.as_(alice)
    browser.forget("access", "csrf_access")
    assert refresh(browser).status_code == 200
    assert browser.get("/api/users/me").status_code == 200


def test_an_access_token_is_no_refresh_token(client, alice):
    browser = client.as_(alice)
    browser.put_cookie("refresh_token_cookie", browser.cookie("access"))
    assert refresh(browser, headers={"X-CSRF-TOKEN": browser.cookie("csrf_access")}).status_code == 401


def test_a_refresh_token_is_no_access_token(client, alice):
    browser = client.as_(alice)
    browser.put_cookie("access_token_cookie", browser.cookie("refresh"))
    assert browser.get("/api/users/me").status_code == 401


def test_it_takes_the_csrf_value_of_its_own_cookie(client, alice):
    browser = client.as_(alice)
    assert refresh(browser, headers={"X-CSRF-TOKEN": browser.cookie("csrf_access")}).status_code == 403
    assert refresh(browser, headers={"X-CSRF-TOKEN": None}).status_code == 403
    assert refresh(browser).status_code == 200


def test_a_refresh_keeps_a_session_from_idling_out(client, alice, age_sessions):
    browser = client.as_(alice)
    for _ in range(3):
        age_sessions(alice, "13 days")
        assert refresh(browser).status_code == 200
    age_sessions(alice, "14 days")
    assert refresh(browser).status_code == 401


def test_no_refresh_outlives_ninety_days(client, alice, age_sessions):
    browser = client.as_(alice)
    for _ in range(8):
        age_sessions(alice, "11 days")
        assert refresh(browser).status_code == 200
    token = jwt.decode(browser.cookie("refresh"), options={"verify_signature": False})
    assert token["exp"] - token["iat"] < 2 * 86_400 + 60
    age_sessions(alice, "2 days")
    assert refresh(browser).status_code == 401


def test_reading_does_not_move_the_idle_end(client, alice, age_sessions):
    browser = client.as_(alice)
    age_sessions(alice, "13 days 23 hours")
    assert browser.get("/api/users/me").status_code == 200
    age_sessions(alice, "2 hours")
    assert browser.get("/api/users/me").status_code == 401


def test_the_sixty_first_refresh_of_a_minute_waits(client, alice):
    browser = client.as_(alice)
    assert {refresh(browser).status_code for _ in range(60)} == {200}
    response = refresh(browser)
    assert response.status_code == 429
    assert 1 <= int(response.headers["Retry-After"]) <= 60
    assert client.as_(alice).post("/api/users/refresh").status_code == 200


def test_refreshing_costs_few_statements(client, alice, statements):
    browser = client.as_(alice)
    with statements() as counted:
        assert refresh(browser).status_code == 200
    assert counted.total() <= 4
