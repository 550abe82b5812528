"""What the server gives so that the page stands without it: the worker, the empty shell, the manifest."""

import json
import re
from io import BytesIO

import pytest
from PIL import Image


def release_of(client):
    """What the worker is told of this release."""
    line = client.get("/service-worker.js").get_data(as_text=True).splitlines()[0]
    return json.loads(line.removeprefix("const RELEASE = "))


def test_the_worker_is_a_script_of_the_whole_site_that_is_always_asked_for_again(client):
    reply = client.get("/service-worker.js")
    assert reply.status_code == 200
    assert reply.mimetype == "text/javascript"
    assert reply.headers["Cache-Control"] == "no-cache"
    assert reply.headers["Content-Security-Policy"] == "default-src 'none'; connect-src 'self'"
    assert "Set-Cookie" not in reply.headers


def test_the_worker_keeps_what_the_release_has_for_ever_and_nothing_private(client):
    release = release_of(client)
    replies = [client.get(address) for address in release["assets"]]
    assert {reply.status_code for reply in replies} == {200}
    assert {reply.headers["Cache-Control"] for reply in replies} == {"public, max-age=31536000, immutable"}
    assert any(address.endswith("/css/app.css") for address in release["assets"])
    assert not [address for address in release["assets"] if not address.startswith("/static/")]


def test_the_shell_is_the_same_for_everybody_and_holds_no_task(client, alice):
    address = release_of(client)["shell"]
    client.as_(alice).post("/api/tasks", json={"title": "Secret plan"})
    hers = client.get(address)
    assert hers.status_code == 200
    page = hers.get_data(as_text=True)
    assert not [text for text in ("Secret plan", alice.email, str(alice.id)) if text in page]
    assert page == client.application.test_client().get(address).get_data(as_text=True)


def test_the_shell_has_the_frame_of_every_screen_and_no_inline_script(client):
    page = client.get(release_of(client)["shell"]).get_data(as_text=True)
    assert re.findall(r'<template data-screen="(\w+)"', page) == ["today", "upcoming", "all", "trash", "task", "away"]
    frames = re.findall(r'<template data-screen="\w+".*?</template>', page, flags=re.DOTALL)
    assert not [frame for frame in frames if "<task-row" in frame]
    assert all("src=" in tag for tag in re.findall(r"<script[^>]*>", page))


def test_a_shell_of_another_release_is_not_given_out(client):
    assert client.get("/shell/0123456789ab").status_code == 404


def test_it_can_be_installed(client):
    page = client.get("/sign-in").get_data(as_text=True)
    assert '<link rel="manifest" href="/manifest.webmanifest">' in page
    reply = client.get("/manifest.webmanifest")
    assert reply.mimetype == "application/manifest+json"
    described = reply.get_json(force=True)
    assert (described["display"], described["start_url"], described["scope"]) == ("standalone", "/today", "/")
    assert {icon.get("purpose", "any") for icon in described["icons"]} == {"any", "maskable"}


@pytest.mark.parametrize("place", [0, 1, 2])
def test_an_icon_is_as_large_as_the_manifest_says(client, place):
    icon = client.get("/manifest.webmanifest").get_json(force=True)["icons"][place]
    image = Image.open(BytesIO(client.get(icon["src"]).data))
    assert f"{image.width}x{image.height}" == icon["sizes"]
