"""The leaderboard once more, as dictionaries and plain loops: what the API must say, worked out from all lines anew."""

from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

WORTH = {"low": 1, "medium": 2, "high": 3}
WINDOWS = ("today", "week", "month", "all")


@dataclass(eq=False)
class Person:
    name: str
    created_at: datetime
    zone: str = "UTC"
    listing: str = "name"


@dataclass(eq=False)
class Task:
    owner: Person
    status: str
    priority: str
    due: date | None
    is_trashed: bool = False
    is_removed: bool = False
    day: date | None = None
    award: int = 0
    earns: bool = False


@dataclass
class Line:
    owner: Person
    day: date
    points: int
    at: datetime


@dataclass
class Model:
    board_zone: str
    people: list[Person] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)

    def settle(self, task, at):
        """Write the line that the task's new state asks for."""
        should = task.status == "completed" and not task.is_trashed and not task.is_removed
        if should == task.earns:
            return
        if task.day is None:
            task.day = day_in(self.board_zone, at)
            is_on_time = task.due is not None and day_in(task.owner.zone, at) <= task.due
            task.award = WORTH[task.priority] + is_on_time
        task.earns = should
        self.lines.append(Line(task.owner, task.day, task.award if should else -task.award, at))

    def score(self, person, window, today):
        """(points, completed, when they were reached) of a person in a window."""
        raw, points, completed, reached = {}, 0, 0, None
        for line in self.lines:
            if line.owner is person and in_window(window, line.day, today):
                before = raw.get(line.day, 0)
                raw[line.day] = before + line.points
                counted = min(100, raw[line.day]) - min(100, before)
                points += counted
                completed += 1 if line.points > 0 else -1
                reached = line.at if counted else reached
        return points, completed, reached

    def standings(self, window, at):
        """Everybody on the board, best first, as (rank, person, points, completed)."""
        today = day_in(self.board_zone, at)
        scores = [(person, *self.score(person, window, today)) for person in self.people if person.listing != "hidden"]
        rows = sorted((row for row in scores if row[1] > 0), key=lambda row: (-row[1], row[3], row[0].created_at))
        return [(1 + sum(other[1] > row[1] for other in rows), *row[:3]) for row in rows]

    def board(self, asker, window, limit, at):
        """The reply of the API, without the bounds of the window."""
        rows = self.standings(window, at)
        shown = [entry(row, asker) for row in rows]
        place = next((number for number, row in enumerate(rows) if row[1] is asker), None)
        you = None
        if place is not None:
            you = {key: shown[place][key] for key in ("rank", "points", "completed")}
            you |= {"above": shown[max(0, place - 2) : place], "below": shown[place + 1 : place + 3]}
        return {"window": window, "participants": len(rows), "entries": shown[:limit], "you": you}


def entry(row, asker):
    rank, person, points, completed = row
    name = person.name if person.listing == "name" else None
    return {"rank": rank, "name": name, "points": points, "completed": completed, "is_you": person is asker}


def day_in(zone, at):
    return at.astimezone(ZoneInfo(zone)).date()


def in_window(window, day, today):
    if window == "today":
        return day == today
    if window == "week":
        return day.isocalendar()[:2] == today.isocalendar()[:2]
    return window == "all" or (day.year, day.month) == (today.year, today.month)


def shifted(day, days):
    return None if days is None else day + timedelta(days=days)
