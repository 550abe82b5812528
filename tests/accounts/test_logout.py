def log_out(browser, **kwargs):
    return browser.post("/api/users/logout", **kwargs)


def test_a_session_is_dead_at_once(client, alice):
    browser = client.as_(alice)
    stolen = browser.copy()
    response = log_out(browser)
    assert response.status_code == 204
    assert response.headers["Clear-Site-Data"] == '"storage"'
    assert browser.cookies() == {}
    assert stolen.get("/api/users/me").status_code == 401
    assert stolen.post("/api/users/refresh").status_code == 401


def test_twice_is_once(client, alice):
    browser = client.as_(alice)
    again = browser.copy()
    assert log_out(browser).status_code == 204
    assert log_out(browser).status_code == 401
    assert log_out(again).status_code == 401


def test_the_refresh_pair_alone_signs_out(client, alice):
    browser = client.as_(alice)
    browser.forget("access", "csrf_access")
    assert log_out(browser).status_code == 204


def test_the_access_pair_alone_signs_out(client, alice):
    browser = client.as_(alice)
    csrf = {"X-CSRF-TOKEN": browser.cookie("csrf_access")}
    assert log_out(browser.copy(), headers=csrf).status_code == 204
    browser = client.as_(alice)
    csrf = {"X-CSRF-TOKEN": browser.cookie("csrf_access")}
    browser.forget("refresh", "csrf_refresh")
    assert log_out(browser, headers=csrf).status_code == 204


def test_other_sessions_go_on(client, alice):
    phone, laptop = client.as_(alice), client.as_(alice)
    log_out(phone)
    assert laptop.get("/api/users/me").status_code == 200


def test_nobody_is_signed_out_without_the_csrf_value(client, alice):
    browser = client.as_(alice)
    assert log_out(browser, headers={"X-CSRF-TOKEN": None}).status_code == 403
    assert browser.get("/api/users/me").status_code == 200
