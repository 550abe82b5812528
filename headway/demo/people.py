"""The people of the demo: their names, where they live, what they write in, and since when they are here."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache
from typing import NamedTuple

from mimesis import Gender, Locale, Person

from headway.accounts.models import Listing
from headway.demo.calendars import DAY, DAYS, HOUR, Calendar, calendar_of
from headway.demo.chance import Chance
from headway.demo.ids import new_id
from headway.demo.words import ENGLISH, Language, languages

DOMAIN = "demo.example"
PASSWORD = "a quiet walk uphill"  # noqa: S105 (documented: everybody may sign in as a demo person)
NAMES = 300  # first names, and last names, of one culture and gender: 90,000 pairs
GROWTH = 0.8  # below 1 more people join in the later weeks
FIRST_JOINED = (DAYS - 2) * DAY  # before the end; the history begins a little earlier in every time zone
LAST_JOINED = 2 * HOUR
MINUTE = HOUR // 60
OWN_LANGUAGE = 0.5  # of those who have one here besides English
HIDDEN, ANONYMOUS = 0.04, 0.12  # on the leaderboard, below these bounds


class Culture(NamedTuple):
    """Where a share of the people come from: Mimesis knows the names, and words.toml may know the language."""

    locale: Locale
    weight: int
    zones: tuple[str, ...]
    language: str = ENGLISH
    order: str = "{first} {last}"


CULTURES = (
    Culture(Locale.EN, 34, ("America/New_York", "America/Chicago", "America/Los_Angeles", "Europe/London", "UTC")),
    Culture(Locale.EN_AU, 4, ("Australia/Sydney", "Pacific/Auckland")),
    Culture(Locale.DE, 10, ("Europe/Berlin", "Europe/Vienna"), "de"),
    Culture(Locale.FR, 7, ("Europe/Paris",), "fr"),
    Culture(Locale.ES, 4, ("Europe/Madrid",), "es"),
    Culture(Locale.ES_MX, 4, ("America/Mexico_City", "America/Bogota"), "es"),
    Culture(Locale.PT_BR, 6, ("America/Sao_Paulo",), "pt"),
    Culture(Locale.IT, 4, ("Europe/Rome",)),
    Culture(Locale.NL, 4, ("Europe/Amsterdam",)),
    Culture(Locale.PL, 4, ("Europe/Warsaw",)),
    Culture(Locale.SV, 3, ("Europe/Stockholm",)),
    Culture(Locale.IS, 1, ("Atlantic/Reykjavik",)),
    Culture(Locale.UK, 2, ("Europe/Kyiv",)),
    Culture(Locale.TR, 3, ("Europe/Istanbul",), "tr"),
    Culture(Locale.AR_EG, 3, ("Africa/Cairo",), "ar"),
    Culture(Locale.JA, 4, ("Asia/Tokyo",), "ja", "{last} {first}"),
    Culture(Locale.KO, 2, ("Asia/Seoul",), ENGLISH, "{last}{first}"),
    Culture(Locale.ZH, 2, ("Asia/Shanghai",), ENGLISH, "{last}{first}"),
)


@dataclass(frozen=True)
class DemoPerson:
    """Somebody with an account. `number` counts from 1; `chance` goes on to make their tasks."""

    number: int
    id: bytes
    name: str
    zone: str
    listing: str
    joined_at: int
    calendar: Calendar
    language: Language
    chance: Chance

    @property
    def email(self) -> str:
        """The address of the account."""
        return address(self.number)


def address(number: int) -> str:
    """The address of the person with this number."""
    return f"demo{number:05}@{DOMAIN}"


def people(total: int, seed: int, end: datetime, numbers: Iterable[int]) -> Iterator[DemoPerson]:
    """Those with these `numbers` of `total` people, who joined in the order of their numbers.

    Each has random numbers of their own, all from `seed`: anybody can be made without the others.
    """
    cultures = [culture for culture in CULTURES for _ in range(culture.weight)]
    for number in numbers:
        yield _person(number, (number - 1) / total, cultures, seed, end)


def _person(number: int, place: float, cultures: Sequence[Culture], seed: int, end: datetime) -> DemoPerson:
    chance = Chance(seed << 32 | number)
    culture = chance.pick(cultures)
    zone = chance.pick(culture.zones)
    calendar = calendar_of(zone, end)
    joined_at = _joined_at(chance, calendar, place)
    return DemoPerson(
        number=number,
        id=new_id(chance, joined_at),
        name=_name(chance, culture, seed),
        zone=zone,
        listing=_listing(chance.random()),
        joined_at=joined_at,
        calendar=calendar,
        language=languages()[culture.language if chance.random() < OWN_LANGUAGE else ENGLISH],
        chance=chance,
    )


def _joined_at(chance: Chance, calendar: Calendar, place: float) -> int:
    """When the person joined who stands at this place in the row, from 0 to 1."""
    since_first = int(place**GROWTH * (FIRST_JOINED - LAST_JOINED)) + int(chance.random() * MINUTE)
    return calendar.end - FIRST_JOINED + since_first


def _name(chance: Chance, culture: Culture, seed: int) -> str:
    firsts, lasts = _names(culture.locale, chance.pick(list(Gender)), seed)
    return culture.order.format(first=chance.pick(firsts), last=chance.pick(lasts))


@cache
def _names(locale: Locale, gender: Gender, seed: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """First and last names; last names have a gender too in some cultures."""
    source = Person(locale, seed=seed)
    firsts = tuple(source.first_name(gender=gender) for _ in range(NAMES))
    return firsts, tuple(source.last_name(gender=gender) for _ in range(NAMES))


def _listing(throw: float) -> str:
    if throw < HIDDEN:
        return Listing.HIDDEN.value
    return Listing.ANONYMOUS.value if throw < ANONYMOUS else Listing.NAME.value
