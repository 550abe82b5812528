"""The board: rows, names and neighbours from PostgreSQL, so that they are always of this moment; ranks by a census."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from headway.accounts.models import Listing
from headway.database import fetch_all
from headway.leaderboard import projection
from headway.leaderboard.census import Census
from headway.leaderboard.histograms import histograms
from headway.leaderboard.placing import BOARD
from headway.leaderboard.schemas import BoardView, Entry, Position, PublicBoardView, PublicEntry
from headway.leaderboard.windows import Period, Window, board_zone, current

SHOWN_TO_ALL = 10


@dataclass(frozen=True)
class Rows:
    """What the statement behind a board found; `own` is the asker's row, on the board or not."""

    entries: list[Any]
    above: list[Any]
    below: list[Any]
    own: Any | None
    is_whole: bool
    mark: UUID
    is_behind: bool

    @property
    def you(self) -> Any | None:
        """The asker's row if it is on the board."""
        return self.own if self.own is not None and self.own.listed and self.own.points > 0 else None


def read(asker_id: UUID, period: Period, limit: int, at: datetime) -> BoardView:
    """The board of the window that holds `at` (UTC), as the asker sees it."""
    window, zone = current(period, board_zone(), at), board_zone()
    rows = _find(window, asker_id, limit)
    census = _census(window, rows)
    return BoardView(
        window=period,
        starts_at=window.starts_at(zone),
        ends_at=window.ends_at(zone),
        participants=census.participants,
        entries=[_entry(row, census, asker_id) for row in rows.entries],
        you=_position(rows, census, asker_id),
    )


def read_public(period: Period, at: datetime) -> PublicBoardView:
    """The first ten of the window that holds `at` (UTC), for everybody."""
    window = current(period, board_zone(), at)
    rows = _find(window, None, SHOWN_TO_ALL)
    census = _census(window, rows)
    entries = [PublicEntry(**_public(row, census)) for row in rows.entries]
    return PublicBoardView(window=period, participants=census.participants, entries=entries)


def _find(window: Window, asker_id: UUID | None, limit: int) -> Rows:
    values = {"period": window.period, "starts_on": window.starts_on, "asker": asker_id, "limit": limit}
    found = fetch_all(BOARD, values)
    entries = _best_first(found, "entry")
    return Rows(
        entries=entries,
        above=_best_first(found, "above"),
        below=_best_first(found, "below"),
        own=next((row for row in found if row.part == "own"), None),
        is_whole=len(entries) < limit,
        mark=found[0].mark,
        is_behind=found[0].is_behind,
    )


def _best_first(found: Iterable[Any], part: str) -> list[Any]:
    rows = (row for row in found if row.part == part)
    return sorted(rows, key=lambda row: (-row.points, row.reached_at, row.joined_at, row.owner_id))


def _census(window: Window, rows: Rows) -> Census:
    """Ranks of all the rows: of the first ones by counting them, of the others by the projection or a histogram.

    The latter two may be a second behind: never so far that a rank contradicts the rows shown with it.
    """
    points = [row.points for row in rows.entries]
    counted = {number: sum(other > number for other in points) for number in points}
    if rows.is_whole:
        return Census(len(points), counted)
    farther = {row.points for row in (*rows.above, *rows.below, rows.you) if row and row.points < points[-1]}
    asked = _ask(window, farther, rows)
    at_least = {number: max(above, len(points)) for number, above in asked.above.items()}
    return Census(max(asked.participants, len(points)), counted | at_least)


def _ask(window: Window, wanted: set[int], rows: Rows) -> Census:
    asker = projection.Asker(rows.own.owner_id, rows.you.points if rows.you else 0) if rows.own else None
    found = None if rows.is_behind else projection.census(window, wanted, rows.mark, asker)
    return found or histograms().census(window, wanted, rows.own.xmin if rows.own else None)


def _position(rows: Rows, census: Census, asker_id: UUID) -> Position | None:
    if rows.you is None:
        return None
    return Position(
        rank=census.rank(rows.you.points),
        points=rows.you.points,
        completed=rows.you.completed,
        above=_entries(rows.above, census, asker_id),
        below=_entries(rows.below, census, asker_id),
    )


def _entries(rows: Sequence[Any], census: Census, asker_id: UUID) -> list[Entry]:
    return [_entry(row, census, asker_id) for row in rows]


def _entry(row: Any, census: Census, asker_id: UUID) -> Entry:
    return Entry(**_public(row, census), is_you=row.owner_id == asker_id)


def _public(row: Any, census: Census) -> dict[str, Any]:
    name = row.name if row.leaderboard == Listing.NAME else None
    return {"rank": census.rank(row.points), "name": name, "points": row.points, "completed": row.completed}
