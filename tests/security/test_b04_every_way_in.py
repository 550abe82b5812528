"""A weaker check on one way than on another: lists, numbers, the export and the stream show own things alone."""

from tests.security.routes import api_routes, open_to_strangers, path_to

CANARY = "canary-of-alice"


def test_no_reading_route_shows_a_thing_of_somebody_else(app, client, alice, charlie):
    hers = client.as_(alice)
    hers.patch("/api/users/me", json={"name": f"{CANARY}-name", "leaderboard": "hidden"})
    task = hers.post("/api/tasks", json={"title": f"{CANARY}-title", "description": f"{CANARY}-words"}).json
    hers.put(f"/api/tasks/{task['id']}", json={"status": "completed"})
    session = hers.get("/api/users/me/sessions").json["sessions"][0]
    his = client.as_(charlie)
    for method, rule in api_routes(app):
        if method == "GET":
            seen = text_of(
                his.get(path_to(rule, task_id=task["id"], session_id=session["id"]), query_string=query(rule))
            )
            assert CANARY not in seen, rule
            assert alice.email not in seen, rule
            assert str(alice.id) not in seen, rule
    for path in ("/today", "/upcoming", "/all", "/trash", "/insights", "/leaderboard", "/settings", "/search"):
        assert CANARY not in his.get(path).text, path


def query(rule):
    """What finds her task where it may be found."""
    return {"q": CANARY, "limit": "100"} if rule == "/api/tasks" else {}


def text_of(reply):
    """A reply as text; of a stream what it sends at first."""
    if reply.mimetype != "text/event-stream":
        return reply.text
    sent = b""
    for part in reply.iter_encoded():
        sent += part
        if b"event: leaderboard" in sent:  # the last of what comes at first
            break
    reply.close()
    return sent.decode()


def test_a_route_that_declares_nothing_needs_a_session(make_app):
    app = make_app()
    app.add_url_rule("/api/forgotten", "forgotten", lambda: "open")
    assert ("GET", "/api/forgotten") not in open_to_strangers(app)
    assert app.test_client().get("/api/forgotten").status_code == 401
