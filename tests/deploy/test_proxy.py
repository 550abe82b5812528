"""What a browser sees through nginx: cookies, headers, streams, refusals, and which address counts as its own."""

import time

import requests

from tests.deploy.visiting import Visit
from tests.realtime.following import PATIENCE_SECONDS
from tests.security.test_cookies import HTTPS, READABLE
from tests.service.running import until

STREAM_SECONDS = 1.0
LINES = ["X-Forwarded-For: 10.0.0.{}", "X-Real-IP: 10.0.0.{}", "Forwarded: for=10.0.0.{}", "X-Client-IP: 10.0.0.{}"]
LINES += ["True-Client-IP: 10.0.0.{}", "X-Forwarded-For: 10.0.0.{}, 10.0.0.1", "X_Forwarded_For: 10.0.0.{}"]


def test_cookies_are_bound_to_this_host_and_to_tls(alice):
    cookies = {cookie.name: cookie for cookie in alice.session.cookies}
    assert cookies.keys() == HTTPS
    for name, cookie in cookies.items():
        assert cookie.secure
        assert (cookie.path, cookie.domain_specified) == ("/", False)
        assert cookie.has_nonstandard_attr("HttpOnly") == (name not in READABLE)
        assert cookie.get_nonstandard_attr("SameSite") == "Strict"


def test_every_reply_asks_for_tls_for_a_year(visit):
    for path in ("/sign-in", "/api/tasks", "/nowhere", "/healthz"):
        strict = visit.call("GET", path).headers["Strict-Transport-Security"]
        assert strict == "max-age=31536000; includeSubDomains"


def test_without_tls_there_is_only_the_way_to_tls(topology):
    proxy = topology.proxy
    reply = requests.get(f"http://{proxy.host}:{proxy.http_port}/today?x=1", allow_redirects=False, timeout=5)
    assert (reply.status_code, reply.headers["Location"]) == (308, f"https://{proxy.host}/today?x=1")
    assert "Set-Cookie" not in reply.headers


def test_an_unknown_host_is_refused(visit):
    assert visit.call("GET", "/sign-in", headers={"Host": "evil.example"}).status_code == 400


def test_a_stream_tells_at_once_and_ends_with_its_session(alice):
    began = time.monotonic()
    stream = alice.follow()
    try:
        assert stream.wait("leaderboard").at - began < STREAM_SECONDS
        assert stream.headers["Content-Type"].startswith("text/event-stream")
        sent = time.monotonic()
        alice.call("POST", "/api/tasks", {"title": "Heard"})
        assert stream.wait("task").at - sent < STREAM_SECONDS
        assert alice.call("POST", "/api/users/logout").status_code == 204
        over = time.monotonic()
        assert stream.wait_for_end(PATIENCE_SECONDS) - over < STREAM_SECONDS
    finally:
        stream.close()


def test_no_claim_of_another_address_gets_around_the_wait(alice, topology):
    me = alice.call("GET", "/api/users/me").json()
    stranger = Visit(topology)
    login = {"email": me["email"], "password": "not the password"}
    found = []
    for number in range(12):
        name, claim = LINES[number % len(LINES)].format(number).split(": ")
        found.append(stranger.call("POST", "/api/users/login", login, headers={name: claim}).status_code)
    assert found == [401] * 10 + [429] * 2


def test_a_body_that_is_too_large_is_refused_in_our_words(visit):
    for size in (129, 200):
        reply = visit.session.post(f"{visit.url}/api/users/login", data=b" " * 1024 * size, timeout=10)
        assert reply.status_code == 413
        assert reply.headers["Content-Type"] == "application/problem+json"
        assert reply.json()["detail"] == "The body is larger than 128 KiB: send less."


def test_static_files_are_kept_by_browsers_and_by_nginx(visit, topology):
    page = visit.call("GET", "/sign-in").text
    path = page.partition('href="/static/')[2].partition('"')[0]
    before = count_lines(topology, "/static/")
    for _ in range(5):
        reply = visit.call("GET", f"/static/{path}")
        assert reply.headers["Cache-Control"] == "public, max-age=31536000, immutable"
        assert reply.headers["Content-Encoding"] in ("br", "gzip")
    until(lambda: len(count_lines(topology, "/static/")) >= len(before) + 5, 5)
    asked = [line for line in count_lines(topology, "/static/")[len(before) :] if '"server":""' not in line]
    assert len(asked) <= 1


def test_a_page_from_before_an_upgrade_gets_todays_file_and_nobody_keeps_it(visit):
    page = visit.call("GET", "/sign-in").text
    digest, _, name = page.partition('href="/static/')[2].partition('"')[0].partition("/")
    reply = visit.call("GET", f"/static/{'0' * len(digest)}/{name}")
    assert (reply.status_code, reply.headers["Cache-Control"]) == (200, "no-store")


def test_numbers_are_read_at_each_server_and_not_from_outside(visit, topology):
    assert visit.call("GET", "/metrics").status_code == 404
    bearer = {"Authorization": "Bearer reads-the-numbers-of-each-server"}
    for server in topology.servers:
        reply = requests.get(f"{server.url}/metrics", headers=bearer, timeout=5)
        assert reply.status_code == 200
        assert "headway_http_request_seconds_bucket" in reply.text
        assert requests.get(f"{server.url}/metrics", timeout=5).status_code == 401


def test_the_log_of_nginx_keeps_what_people_search_for_to_itself(alice, topology):
    alice.call("GET", "/api/tasks?q=canary-in-a-search")
    alice.call("GET", "/api/analytics/activity")
    until(lambda: count_lines(topology, "/api/analytics/activity"), 5)
    assert not count_lines(topology, "canary-in-a-search")
    for cookie in alice.session.cookies:
        assert not count_lines(topology, cookie.value)


def count_lines(topology, words):
    """The lines of nginx's log that hold these words."""
    return [line for line in (topology.proxy.place / "access.log").read_text().splitlines() if words in line]
