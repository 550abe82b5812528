"""The recorder of points: a line for every task that begins or ceases to earn, inside the transaction of the act.

The first line of a task fixes its award and its day for ever: what is taken back and given again is that award, on that
day. One statement reads, for one task or two hundred, and what is written goes with the act.
Nothing of it is done when no points move.
"""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from headway.accounts.models import Listing
from headway.accounts.tallies import Held
from headway.activity import Change
from headway.clock import day_in
from headway.database import Write, run
from headway.leaderboard.points import award, capped, earns
from headway.leaderboard.posting import POST
from headway.leaderboard.standing import STANDING
from headway.leaderboard.windows import Window, board_zone, windows_of
from headway.tasks.snapshot import Snapshot


@dataclass(frozen=True)
class First:
    """What a task's first line fixed, and the sum of all its lines."""

    day: date
    award: int
    net: int


@dataclass(frozen=True)
class Standing:
    """The person as the transaction sees them, and the ledger before the act: first lines by task, sums by day."""

    timezone: str
    leaderboard: str
    joined_at: datetime
    firsts: dict[UUID, First]
    raw: dict[date, int]


@dataclass(frozen=True)
class NewLine:
    """A line to be written."""

    task_id: UUID
    day: date
    points: int
    counted: int


def record(tally: Held, changes: Sequence[Change[Snapshot]], at: datetime) -> Iterable[Write]:
    """What gives and takes the points that `changes` at `at` (UTC) move, if any."""
    moving = [change for change in changes if earns(change.before) != earns(change.after)]
    if not moving:
        return
    today = day_in(board_zone(), at)
    standing = _read(tally.owner_id, [change.id for change in moving], today)
    lines = list(_lines(moving, standing, today, day_in(standing.timezone, at)))
    if lines:
        yield _post(tally, lines, standing, at)


def _read(owner_id: UUID, task_ids: list[UUID], today: date) -> Standing:
    rows = run(STANDING, {"owner": owner_id, "tasks": task_ids, "today": today})
    lined = [row for row in rows if row.task_id is not None]
    return Standing(
        timezone=rows[0].timezone,
        leaderboard=rows[0].leaderboard,
        joined_at=rows[0].joined_at,
        firsts={row.task_id: First(row.day, row.award, row.net) for row in lined},
        raw={today: rows[0].raw_today} | {row.day: row.raw for row in lined},
    )


def _lines(changes: Iterable[Change[Snapshot]], standing: Standing, today: date, own_today: date) -> Iterable[NewLine]:
    """The lines in the order of the changes; what the cap lets through depends on the lines before."""
    raw = dict(standing.raw)
    for change in changes:
        day, points = _move(change, standing.firsts.get(change.id), today, own_today)
        if points:
            before = raw[day]
            raw[day] = before + points
            yield NewLine(change.id, day, points, capped(raw[day]) - capped(before))


def _move(change: Change[Snapshot], first: First | None, today: date, own_today: date) -> tuple[date, int]:
    """The day that a change moves points on, and how many: none when the ledger says already what it should."""
    gives = change.after is not None and earns(change.after)
    if first is not None:
        return first.day, (first.award if gives else 0) - first.net
    return today, award(change.after, own_today) if gives and change.after else 0


def _post(tally: Held, lines: Sequence[NewLine], standing: Standing, at: datetime) -> Write:
    raw, completed = Counter[date](), Counter[date]()
    points, net = Counter[Window](), Counter[Window]()
    for line in lines:
        sign = 1 if line.points > 0 else -1
        raw[line.day] += line.points
        completed[line.day] += sign
        for window in windows_of(line.day):
            points[window] += line.counted
            net[window] += sign
    last, tally.line_number = tally.line_number, tally.line_number + len(lines)
    return Write(
        POST,
        {
            "owner": tally.owner_id,
            "last": last,
            "at": at,
            "joined": standing.joined_at,
            "listed": standing.leaderboard != Listing.HIDDEN,
            "line_task_id": [line.task_id for line in lines],
            "line_day": [line.day for line in lines],
            "line_points": [line.points for line in lines],
            "line_counted": [line.counted for line in lines],
            "day_day": list(raw),
            "day_raw": list(raw.values()),
            "day_completed": [completed[day] for day in raw],
            "window_period": [window.period for window in points],
            "window_starts_on": [window.starts_on for window in points],
            "window_points": list(points.values()),
            "window_completed": [net[window] for window in points],
        },
    )
