"""The board as its rows show it: words for eyes and for readers, and the share of the first one's points."""

from typing import Any

from headway import clock
from headway.accounts.person import Person
from headway.leaderboard import board
from headway.leaderboard.schemas import BoardView, Entry
from headway.leaderboard.windows import Period
from headway.pages import words

ON_THE_PAGE = 50
IN_THE_PANEL = 5
WINDOWS = {"today": "Today", "week": "This week", "month": "This month", "all": "All time"}
SPANS = {"today": "today", "week": "this week", "month": "this month", "all": "of all time"}
LISTINGS = {"name": "Name", "anonymous": "Anonymous", "hidden": "Hidden"}


def period(asked: str) -> Period:
    """The window that an address names: this week when it names none of them."""
    return {period.value: period for period in Period}.get(asked, Period.WEEK)


def of(person: Person, window: Period, limit: int) -> dict[str, Any]:
    """The board of a window as the person sees it."""
    view = board.read(person.id, window, limit, clock.now())
    best = max((entry.points for entry in view.entries), default=0)
    return {
        "window": window.value,
        "note": note(window, view.participants if limit > IN_THE_PANEL else 0),
        "points": view.you.points if view.you else 0,
        "rows": [_row(entry, best) for entry in view.entries],
        "own_rows": [_row(entry, best) for entry in _around(view, person)],
        "is_apart": _is_apart(view),
        "name": person.name,
        "listing": person.leaderboard,
    }


def note(window: Period, participants: int) -> str:
    """ "Points this week, 12 people"."""
    people = f"{participants:,} {'person' if participants == 1 else 'people'}"
    return f"Points {SPANS[window.value]}" + (f", {people}" if participants else "")


def _around(view: BoardView, person: Person) -> list[Entry]:
    """Your row with a neighbour on each side, when it is not among the first ones."""
    if view.you is None or any(entry.is_you for entry in view.entries):
        return []
    name = person.name if person.leaderboard == "name" else None
    you = Entry(rank=view.you.rank, name=name, points=view.you.points, completed=view.you.completed, is_you=True)
    return [*(view.you.above[-1:] if _is_apart(view) else []), you, *view.you.below[:1]]


def _is_apart(view: BoardView) -> bool:
    """Whether there is somebody between the first ones and your neighbours."""
    if view.you is None or not view.entries:
        return False
    return view.you.above[-1:] != view.entries[-1:]


def _row(entry: Entry, best: int) -> dict[str, Any]:
    name = entry.name or "Anonymous"
    points = f"{entry.points:,} point{'' if entry.points == 1 else 's'}"
    completed = f"{entry.completed:,} completed"
    return {
        "rank": entry.rank,
        "digits": len(str(entry.rank)),
        "name": name,
        "is_anonymous": entry.name is None,
        "initials": words.initials(entry.name) if entry.name else "A",
        "hue": words.hue(entry.name) if entry.name else None,
        "is_you": entry.is_you,
        "points": f"{entry.points:,}",
        "completed": completed,
        "share": round(100 * entry.points / best, 1) if best else 0,
        "spoken": f"Rank {entry.rank:,}, {name}{', you' if entry.is_you else ''}, {points}, {completed}",
    }
