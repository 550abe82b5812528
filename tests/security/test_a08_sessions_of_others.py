"""Listing or ending the sessions of others."""

from uuid import UUID, uuid4


def session_id(browser):
    [session] = browser.get("/api/users/me/sessions").json["sessions"]
    return session["id"]


def test_ids_of_sessions_end_in_62_random_bits(client, alice, bob):
    first, second = (UUID(session_id(client.as_(person))) for person in (alice, bob))
    assert (first.version, second.version) == (7, 7)
    # The random part of version 7 (RFC 9562, 5.7): next to nothing of it is the same by chance.
    assert (first.int ^ second.int).bit_count() > 12


def test_a_foreign_session_and_none_are_the_same(client, alice, bob):
    victim, stranger = client.as_(alice), client.as_(bob)
    answers = []
    for identifier in (session_id(victim), uuid4()):
        response = stranger.delete(f"/api/users/me/sessions/{identifier}")
        assert response.status_code == 404
        headers = {name: value for name, value in response.headers if name != "X-Request-Id"}
        answers.append((headers, response.json | {"request_id": ""}))
    assert answers[0] == answers[1]
    assert victim.get("/api/users/me").status_code == 200


def test_ending_all_others_ends_nobody_elses(client, alice, bob):
    bystander = client.as_(bob)
    assert client.as_(alice).delete("/api/users/me/sessions").status_code == 204
    assert bystander.get("/api/users/me").status_code == 200
