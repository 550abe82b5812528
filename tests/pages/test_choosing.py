"""The settings of a device, rendered from its cookie."""

from urllib.parse import quote

import pytest


def page(client, cookie):
    client.set_cookie("preferences", cookie)
    return client.get("/sign-in").get_data(as_text=True)


@pytest.mark.parametrize("theme", ["light", "dark", "auto"])
def test_the_theme_is_in_the_first_paint(client, theme):
    assert f'data-theme="{theme}"' in page(client, quote(f'{{"theme":"{theme}"}}'))


@pytest.mark.parametrize("cookie", ["", "%", "[]", "null", "%7B%22theme%22%3A%7B%7D%7D", quote('{"theme":"\\"><b>"}')])
def test_a_garbled_cookie_is_no_cookie(client, cookie):
    assert 'data-theme="auto" data-density="comfortable"' in page(client, cookie)


def test_the_browsers_own_bars_take_the_chosen_colour(client):
    assert '<meta name="theme-color" content="#081012">' in page(client, quote('{"theme":"dark"}'))
