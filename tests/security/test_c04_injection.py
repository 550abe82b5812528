"""SQL in what is searched for and sorted by: a text stays a text, in every place that takes one."""

import random

from tests.security.long import times

PIECES = [
    "'",
    '"',
    "\\",
    ";",
    "--",
    "/*",
    "*/",
    "%",
    "_",
    "%%",
    "%s",
    "%(q)s",
    ":q",
    "$1",
    "$$",
    "E'\\x27'",
    "||",
    "&",
    "|",
]
PIECES += ["!", "<->", ":*", "(", ")", "OR 1=1", "UNION SELECT", "pg_sleep(9)", "\u02bc", "＇", "a", " ", "0x27", "\\'"]
PIECES += ["{", "}", "{{7*7}}", "${7*7}", "\U0001f9a6", "\u202e", "\u0000".replace("\0", "nul"), "ß", "İ", "\\u0027"]
SEED = 4


def test_no_search_is_a_fault_or_finds_what_it_does_not_name(client, alice):
    browser = client.as_(alice)
    browser.post("/api/tasks", json={"title": "only this one", "description": "zebra"})
    chance = random.Random(SEED)
    for _ in range(times(300, 10_000)):
        query = "".join(chance.choices(PIECES, k=chance.randint(1, 12)))[:200]
        reply = browser.get("/api/tasks", query_string={"q": query})
        assert reply.status_code == 200, query
        found = all(word.casefold() in "only this one zebra" for word in query.split())
        assert (reply.json["total"] == 1) == (found or not query.strip()), query
