"""What tests of attacks need: the state of the whole database in a line, and sources that look like other addresses."""

from itertools import count

import pytest
from sqlalchemy import text

from headway.database import fetch_all

addresses = count(1)


@pytest.fixture
def database_digest(in_app):
    """One text that differs when any row of any table does."""

    def digest():
        tables = fetch_all(text("SELECT table_name FROM information_schema.tables WHERE table_schema = 'public'"))
        rows = "SELECT md5(coalesce(string_agg(t::text, '|' ORDER BY t::text), '')) FROM {} AS t"
        return {name: fetch_all(text(rows.format(name)))[0][0] for [name] in tables}

    return digest


@pytest.fixture
def address():
    """Make an IP address that no other test has used: `address()`."""

    def make():
        number = next(addresses)
        return f"127.{number // 62_500 + 1}.{number // 250 % 250}.{number % 250 + 2}"

    return make
