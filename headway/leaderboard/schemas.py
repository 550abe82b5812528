"""What is asked of the board and of the ledger, and what they answer."""

from datetime import date
from uuid import UUID

from headway.leaderboard.windows import Period
from headway.web.fields import Input, Instant, View, whole


class BoardQuery(Input):
    """Which window of the board, and how many of its first rows."""

    window: Period = Period.WEEK
    limit: whole(1, 100) = 10  # type: ignore[valid-type]


class PublicEntry(View):
    """A row of the board as everybody sees it; the name is null for somebody who is there anonymously."""

    rank: int
    name: str | None
    points: int
    completed: int


class Entry(PublicEntry):
    """A row of the board as one person sees it."""

    is_you: bool


class Position(View):
    """Your own place, and up to two people before and after you, best first."""

    rank: int
    points: int
    completed: int
    above: list[Entry]
    below: list[Entry]


class BoardView(View):
    """A window of the board: its first rows, and where you are; `you` is null without points and for hidden people."""

    window: Period
    starts_at: Instant | None
    ends_at: Instant | None
    participants: int
    entries: list[Entry]
    you: Position | None


class PublicBoardView(View):
    """A window of the board as everybody sees it."""

    window: Period
    participants: int
    entries: list[PublicEntry]


class LinesQuery(Input):
    """Which page of the ledger."""

    limit: whole(1, 100) = 20  # type: ignore[valid-type]
    cursor: str | None = None


class LineView(View):
    """Points given (+) or taken back (−): `counted` is what the daily cap let through.

    `day` is the board's day of the task's first completion; the title is null once the task is gone for good.
    """

    at: Instant
    day: date
    task_id: UUID
    title: str | None
    points: int
    counted: int


class LinesPage(View):
    """Lines of your ledger, newest first."""

    lines: list[LineView]
    next: str | None
