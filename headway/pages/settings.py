"""What the settings show: the account, its devices, and the choices there are."""

from functools import cache
from typing import Any

from headway.accounts import sessions
from headway.accounts.person import Person
from headway.pages import devices, present
from headway.pages.present import Reader
from headway.web.fields import TIMEZONES

SECTIONS = {
    "profile": "Profile",
    "password": "Password",
    "appearance": "Appearance",
    "keyboard": "Keyboard",
    "notifications": "Notifications",
    "leaderboard": "Leaderboard privacy",
    "devices": "Signed-in devices",
    "export": "Export",
    "delete": "Delete account",
}
AREAS = (
    "Africa",
    "America",
    "Antarctica",
    "Arctic",
    "Asia",
    "Atlantic",
    "Australia",
    "Europe",
    "Indian",
    "Pacific",
)


def section_of(asked: str) -> str:
    """The section that an address names, "" for none of them."""
    return asked if asked in SECTIONS else ""


@cache
def zones() -> tuple[str, ...]:
    """The time zones that are offered: those named after a place, old names too, and UTC."""
    return ("UTC", *sorted(zone for zone in TIMEZONES if zone.split("/")[0] in AREAS and "/" in zone))


def devices_of(person: Person, reader: Reader) -> list[dict[str, Any]]:
    """Where the person is signed in: this device first, then the last used."""
    rows = sorted(sessions.listed(person.id), key=lambda row: row.id != person.session_id)
    return [
        {"id": row.id, "name": devices.named(row.user_agent), "is_current": row.id == person.session_id}
        | present.moment("used", row.last_used_at, reader)
        for row in rows
    ]
