"""Scripts, styles and fonts: where they are, how they are sent, how long they may be kept."""

import gzip
import re

import brotli
import pytest


@pytest.fixture
def tree(app):
    """All files, as they were read at start."""
    return app.extensions["headway.assets"]


def test_a_file_under_todays_digest_is_kept_for_a_year(client, tree):
    response = client.get(tree.url("js/api.js"))
    assert response.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert response.mimetype == "text/javascript"


def test_a_browser_that_has_a_file_is_told_so(client, tree):
    address = tree.url("js/api.js")
    first = client.get(address, headers={"Accept-Encoding": "br"})
    again = client.get(address, headers={"Accept-Encoding": "br", "If-None-Match": first.headers["ETag"]})
    plain = client.get(address, headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["Cache-Control"] == "public, max-age=31536000, immutable"
    assert (plain.status_code, plain.data) == (200, tree.find("js/api.js").body)


def test_every_file_has_an_address_and_stylesheets_have_one(client, tree):
    urls = tree.urls()
    assert [path for path in urls if path.endswith(".css")] == ["css/app.css"]
    assert {"js/app.js", "fonts/instrument-sans.woff2", "icons/favicon.svg"} <= set(urls)
    assert all(client.head(url).status_code == 200 for url in urls.values())


def test_a_file_under_another_digest_is_todays_and_not_kept(client, tree):
    response = client.get("/static/0123456789ab/js/api.js")
    assert response.data == tree.find("js/api.js").body
    assert response.headers["Cache-Control"] == "no-store"
    assert "ETag" not in response.headers


@pytest.mark.parametrize(
    ("accepted", "encoding", "decode"), [("br, gzip", "br", brotli.decompress), ("gzip", "gzip", gzip.decompress)]
)
def test_text_is_sent_compressed(client, tree, accepted, encoding, decode):
    response = client.get(tree.url("css/app.css"), headers={"Accept-Encoding": accepted})
    assert response.headers["Content-Encoding"] == encoding
    assert response.headers["Vary"] == "Accept-Encoding"
    assert decode(response.data) == tree.find("css/app.css").body


def test_a_client_that_takes_no_compression_gets_none(client, tree):
    assert "Content-Encoding" not in client.get(tree.url("css/app.css"), headers={"Accept-Encoding": "br;q=0"}).headers


def test_the_stylesheets_are_one_in_the_order_of_their_layers(tree):
    sheet = tree.find("css/app.css").body.decode()
    layers = list(dict.fromkeys(re.findall(r"^@layer (\w+) \{", sheet, re.MULTILINE)))
    assert layers == ["reset", "tokens", "base", "layout", "components", "utilities"]
    assert "@import" not in sheet


@pytest.mark.parametrize("path", ["../app.py", "..%2fapp.py", "%2e%2e/app.py", "css/../../app.py", "/etc/passwd", "js"])
def test_no_path_leads_out_of_the_tree(client, tree, path):
    assert client.get(f"/static/{tree.digest}/{path}").status_code == 404


def test_a_page_asks_for_all_its_modules_at_once(client, tree):
    html = client.get("/sign-in").get_data(as_text=True)
    preloaded = re.findall(r'<link rel="modulepreload" href="([^"]+)"', html)
    assert preloaded == tree.modules("js/screens/sign-in.js")
    assert all(client.get(href).status_code == 200 for href in preloaded)


def test_every_file_that_a_page_names_is_there(client):
    html = client.get("/sign-up").get_data(as_text=True)
    assert all(client.get(path).status_code == 200 for path in re.findall(r'(?:href|src)="(/static/[^"#]+)', html))


def test_a_page_has_no_inline_script_or_style(client, alice):
    for path in ("/sign-in", "/all"):
        html = client.as_(alice).get(path).get_data(as_text=True)
        assert not re.search(r"<style|\sstyle=|\son\w+=|<script(?![^>]*\ssrc=)", html)
