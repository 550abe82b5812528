"""Joining the stylesheets."""

import pytest

from headway.web import stylesheets

ORDER = b"@layer tokens, components;\n"


def test_files_are_joined_by_layer_and_lose_their_comments():
    files = {
        "css/app.css": ORDER,
        "css/components/row.css": b"/* Why.\n */\n.row { color: red; }\n",
        "css/components/button.css": b".button { color: red; }\n",
        "css/tokens.css": b":root { --red: red; }\n",
    }
    joined = stylesheets.join(files).decode()
    assert (
        joined.split()
        == f"{ORDER.decode()} :root {{ --red: red; }} .button {{ color: red; }} .row {{ color: red; }}".split()
    )


def test_a_stylesheet_that_no_layer_claims_stops_the_start():
    with pytest.raises(ValueError, match=r"css/stray\.css"):
        stylesheets.join({"css/app.css": ORDER, "css/stray.css": b""})
