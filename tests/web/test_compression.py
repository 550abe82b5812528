"""Pages and lists on their way."""

import gzip

import brotli
import pytest


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"), [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]
)
def test_a_page_is_sent_compressed(client, accepted, encoding, decode):
    plain = client.get("/sign-in")
    response = client.get("/sign-in", headers={"Accept-Encoding": accepted})
    assert "Content-Encoding" not in plain.headers
    assert (response.headers["Content-Encoding"], response.headers["Vary"]) == (encoding, "Accept-Encoding")
    assert int(response.headers["Content-Length"]) == len(response.data) < len(plain.data) / 2
    assert decode(response.data) == plain.data


def test_a_list_is_sent_compressed_and_one_task_as_it_is_tagged(client, alice):
    hers = client.as_(alice)
    task = hers.post("/api/tasks", json={"title": "Lamp", "description": "oil " * 500}).get_json()
    for number in range(5):
        hers.post("/api/tasks", json={"title": f"Lamp {number}"})
    headers = {"Accept-Encoding": "br"}
    assert hers.get("/api/tasks", headers=headers).headers["Content-Encoding"] == "br"
    shown = hers.get(f"/api/tasks/{task['id']}", headers=headers)
    assert shown.headers["ETag"] == '"v1"'
    assert "Content-Encoding" not in shown.headers


def test_what_fits_into_one_packet_stays_as_it_is(client, alice):
    response = client.as_(alice).get("/api/users/me", headers={"Accept-Encoding": "br"})
    assert "Content-Encoding" not in response.headers
    assert response.headers["Vary"] == "Accept-Encoding"
