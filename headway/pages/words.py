"""Words of the first paint. The script says the same in the person's own language as soon as it runs."""

import unicodedata
from datetime import date, datetime, time

HUES = 8
DAYS_IN_WEEK = 7


def day(on: date, today: date) -> str:
    """ "Today", "Tomorrow", "Yesterday", "Fri" within a week, then "24 Nov", then "24 Nov 2027"."""
    distance = (on - today).days
    near = {-1: "Yesterday", 0: "Today", 1: "Tomorrow"}
    if distance in near:
        return near[distance]
    if abs(distance) < DAYS_IN_WEEK:
        return f"{on:%a}"
    return f"{on.day} {on:%b}" if on.year == today.year else f"{on.day} {on:%b} {on.year}"


def full_day(on: date) -> str:
    """ "Sunday 22 November 2026"."""
    return f"{on:%A} {on.day} {on:%B} {on.year}"


def span(first: date, last: date) -> str:
    """ "26 October – 22 November", with the years when they differ."""
    years = ("", "") if first.year == last.year else (f" {first.year}", f" {last.year}")
    return f"{first.day} {first:%B}{years[0]} – {last.day} {last:%B}{years[1]}"


def time_of_day(at: time | datetime, has_half_days: bool) -> str:
    """ "17:00", or "5:00 pm" where a day has two halves."""
    if not has_half_days:
        return f"{at:%H:%M}"
    return f"{at.hour % 12 or 12}:{at:%M} {'am' if at.hour < 12 else 'pm'}"


def day_and_month(on: date, *, weekday: bool = True) -> str:
    """ "Sunday 22 November", or without its weekday."""
    return f"{on:%A} {on.day} {on:%B}" if weekday else f"{on.day} {on:%B}"


def weekday_and_day(on: date) -> str:
    """ "Tue 24"."""
    return f"{on:%a} {on.day}"


def month_note(on: date, today: date) -> str:
    """What stands beside "Tue 24": "November", and on the two nearest days which those are."""
    month = f"{on:%B}" if on.year == today.year else f"{on:%B} {on.year}"
    return f"{month} · {day(on, today)}" if (on - today).days in (0, 1) else month


def short_span(first: date, last: date) -> str:
    """ "6–12 Dec", "30 Nov – 6 Dec"."""
    if first.month == last.month:
        return f"{first.day}–{last.day} {last:%b}"
    return f"{first.day} {first:%b} – {last.day} {last:%b}"


def days_between(first: str, last: str) -> str:
    """The days of a filter, each "2026-11-24" or "": "24 Nov", "6–12 Dec", "From 14 Feb", "Until 14 Feb"."""
    if first and last:
        days = date.fromisoformat(first), date.fromisoformat(last)
        return short_span(*days) if first != last else _short(days[0])
    if first or last:
        return f"{'From' if first else 'Until'} {_short(date.fromisoformat(first or last))}"
    return ""


def due_between(first: str, last: str) -> str:
    """The same inside a sentence: "due 6–12 Dec"."""
    text = days_between(first, last)
    return f"due {text[0].lower()}{text[1:]}" if text else ""


def due(on: date | None, at: time | None, today: date, has_half_days: bool = False) -> str:
    """What a row shows: the time alone today, "Fri, 17:00" in the week, the day alone further off."""
    if on is None:
        return ""
    if at is None or abs((on - today).days) >= DAYS_IN_WEEK:
        return day(on, today)
    hour = time_of_day(at, has_half_days)
    return hour if on == today else f"{day(on, today)}, {hour}"


def due_with_time(on: date | None, at: time | None, today: date, has_half_days: bool = False) -> str:
    """What the open task shows: the day always, and the time if it has one."""
    if on is None:
        return ""
    return day(on, today) if at is None else f"{day(on, today)}, {time_of_day(at, has_half_days)}"


def due_in_full(on: date | None, at: time | None, has_half_days: bool = False) -> str:
    """Every part spelt out, for tooltips and readers."""
    if on is None:
        return ""
    return full_day(on) if at is None else f"{full_day(on)}, {time_of_day(at, has_half_days)}"


def due_for_machines(on: date | None, at: time | None) -> str:
    """The value of `<time datetime>`."""
    if on is None:
        return ""
    return f"{on}" if at is None else f"{on}T{at:%H:%M}"


def moment(at: datetime, today: date, has_half_days: bool = False) -> str:
    """The day on which an instant, already in the person's zone, lay, and its time while that is near."""
    on = at.date()
    return f"{day(on, today)}, {time_of_day(at, has_half_days)}" if abs((on - today).days) <= 1 else day(on, today)


def moment_in_full(at: datetime, has_half_days: bool = False) -> str:
    """An instant, already in the person's zone, spelt out."""
    return f"{full_day(at.date())}, {time_of_day(at, has_half_days)}"


def days_away(days: int) -> str:
    """ "3 days ago", "today", "in 27 days"."""
    near = {-1: "yesterday", 0: "today", 1: "tomorrow"}
    return near.get(days) or (f"in {days} days" if days > 0 else f"{-days} days ago")


def tasks(number: int) -> str:
    """ "1 task", "146 tasks"."""
    return f"{number:,} task{'' if number == 1 else 's'}"


def initials(name: str) -> str:
    """One or two letters for an avatar: of the first and the last word."""
    letters = [word for word in name.split() if unicodedata.category(word[0])[0] in "LN"] or name.split()[:1]
    chosen = letters[:1] + letters[1:][-1:]
    return "".join(word[0] for word in chosen).upper()


def hue(name: str) -> int:
    """Which of the eight hues a name has, the same on every device."""
    total = 0
    for character in name:
        total = (total * 31 + ord(character)) & 0xFFFFFFFF
    return total % HUES


def _short(on: date) -> str:
    return f"{on.day} {on:%b}"
