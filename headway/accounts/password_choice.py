"""Which passwords may be chosen: none that guessing programs try first, none made of the person's own name.

Length is asked for by the schema. There are no rules on kinds of characters: they make passwords worse
(NIST SP 800-63B, 3.1.1.2).

`common-passwords.txt` holds what leaks show to be chosen most: of the list of the package @zxcvbn-ts/language-common
4.1.3 (licence beside it) the first 20,000 from four characters up, and all from twelve up.
"""

import re
from functools import cache
from importlib.resources import files

from headway.errors import Invalid

SERVICE = "headway"
FEWEST_DISTINCT = 5
LONG = 32  # from here on only the list counts: length makes up for a pattern
FEWEST_OF_ITS_OWN = 6
LEET = str.maketrans("@4301!57$", "aaeoiists")
ENDS = re.compile(r"^[\W\d_]+|[\W\d_]+$")
REPEATED = re.compile(r"(.+?)\1+", re.DOTALL)
ROWS = (
    *("0123456789", "1234567890", "abcdefghijklmnopqrstuvwxyz"),
    *("qwertyuiopasdfghjklzxcvbnm", "qwertzuiopasdfghjklyxcvbnm", "azertyuiopqsdfghjklmwxcvbn"),
    *("qwertyuiop", "qwertzuiop", "asdfghjkl", "zxcvbnm"),
)
RUNS = tuple(run for row in ROWS for run in (row * 26, row[::-1] * 26))


def check_choice(password: str, field: str, name: str, email: str) -> None:
    """Raise `Invalid` for `field` when the password would be guessed soon."""
    folded = password.casefold()
    if folded in _common_passwords() or (len(password) < LONG and _is_pattern(folded)):
        raise Invalid.field(field, "This is one of the passwords that are guessed first: choose another.")
    if len(password) < LONG and _is_personal(folded, name, email):
        raise Invalid.field(field, "This is mostly your name or email: choose something else.")


def _is_pattern(folded: str) -> bool:
    return len(set(folded)) < FEWEST_DISTINCT or any(folded in run for run in RUNS) or _is_varied(folded)


def _is_varied(folded: str) -> bool:
    """Whether it is a common password, one repeated, or one with digits and signs around it or for letters."""
    spellings = {folded, folded.translate(LEET)}
    spellings |= {ENDS.sub("", spelling) for spelling in spellings} | {ENDS.sub("", folded).translate(LEET)}
    spellings |= {whole[1] for spelling in spellings if (whole := REPEATED.fullmatch(spelling))}
    return not spellings.isdisjoint(_common_passwords())


def _is_personal(folded: str, name: str, email: str) -> bool:
    """Whether little is left of it without the words that anybody knows of this person."""
    known = {SERVICE, *re.split(r"[\W_]+", f"{name} {email}".casefold())}
    for word in sorted(known, key=len, reverse=True):
        if len(word) > 2:
            folded = folded.replace(word, "")
    return len(folded) < FEWEST_OF_ITS_OWN


@cache
def _common_passwords() -> frozenset[str]:
    return frozenset(files(__package__).joinpath("common-passwords.txt").read_text("utf-8").split("\n")) - {""}
