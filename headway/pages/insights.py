"""What Insights shows: numbers, how they came about, and what is next. Days are those of the person's time zone."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from headway import clock
from headway.accounts.person import Person
from headway.analytics import history
from headway.analytics.schemas import ActiveDay, Numbers
from headway.pages import charts, words

RANGES = {"4w": "4 weeks", "12w": "12 weeks", "year": "Year"}
SPANS = {"4w": "4 weeks", "12w": "12 weeks", "year": "a year"}
WEEKS = {"12w": 12, "year": 52}
DAYS = 28
WEEKS_OF_THE_YEAR = 53
SPARKLINE_DAYS = 14
PLOT = (672, 200)
SPARKLINE = (120, 32)


@dataclass(frozen=True)
class Point:
    """A day, or the week that begins with it, and what was completed in it."""

    day: date
    value: int
    is_now: bool


def range_of(asked: str) -> str:
    """The range that an address names: four weeks when it names none of them."""
    return asked if asked in RANGES else "4w"


def of(person: Person, numbers: Numbers, chosen: str) -> dict[str, Any]:
    """All that the screen draws, with its geometry."""
    today = clock.day_in(person.timezone, clock.now())
    first = today - timedelta(days=today.weekday(), weeks=WEEKS_OF_THE_YEAR - 1)
    days, due = history.read_until(person.id, person.timezone, first, today)
    return {
        "range": chosen,
        "ranges": RANGES,
        "tiles": _tiles(numbers, days),
        "completed": _completed(days, chosen),
        "open": _open(numbers),
        "coming": _coming(due, today),
        "year": _year(days),
    }


def _tiles(numbers: Numbers, days: list[ActiveDay]) -> list[dict[str, Any]]:
    created, completed = [day.created for day in days], [day.completed for day in days]
    return [
        _tile("total", "Total", numbers.total) | _trend(numbers.total, created, days),
        _tile("pending", "Pending", numbers.pending),
        _tile("in_progress", "In progress", numbers.in_progress),
        _tile("completed", "Completed", numbers.completed) | _trend(numbers.completed, completed, days),
    ]


def _tile(name: str, word: str, number: int) -> dict[str, Any]:
    href = "/all" if name == "total" else f"/all?status={name}"
    return {"name": name, "word": word, "number": f"{number:,}", "href": href}


def _trend(number: int, added: list[int], days: list[ActiveDay]) -> dict[str, Any]:
    """How a number grew: its last two weeks as a line, this week in words."""
    levels = [number - sum(added[len(added) - later :]) for later in range(SPARKLINE_DAYS)][::-1]
    line = charts.line(levels, *SPARKLINE)
    this_week = sum(added[len(added) - 1 - days[-1].date.weekday() :])
    return {
        "line": " ".join(f"{x:g},{y:g}" for x, y in line),
        "end": line[-1],
        "change": f"+{this_week:,} this week",
        "spoken": f"up {this_week:,} this week" if this_week else "no change this week",
    }


def _completed(days: list[ActiveDay], chosen: str) -> dict[str, Any]:
    points = _points(days, chosen)
    values = [point.value for point in points]
    unit = "day" if chosen == "4w" else "week"
    top = charts.ceiling(max(values))
    return {
        "title": f"Completed per {unit}",
        "unit": unit,
        "caption": _caption(sum(values), chosen, unit, len(values)),
        "span": words.span(points[0].day, days[-1].date),
        "bars": list(zip(points, charts.bars(values, *PLOT), strict=True)),
        "first": words.day(points[0].day, days[-1].date),
        "last": "Today" if unit == "day" else "This week",
        "top": f"{top:,}",
        "half": f"{top // 2:,}",
    }


def _points(days: list[ActiveDay], chosen: str) -> list[Point]:
    if chosen == "4w":
        return [Point(day.date, day.completed, day is days[-1]) for day in days[-DAYS:]]
    weeks = _weeks(days)[-WEEKS[chosen] :]
    return [Point(week[0].date, sum(day.completed for day in week), week is weeks[-1]) for week in weeks]


def _caption(total: int, chosen: str, unit: str, length: int) -> str:
    if total == 0:
        return f"Nothing in {SPANS[chosen]} yet"
    return f"{total:,} in {SPANS[chosen]}, {total / length:,.1f} a {unit}"


def _open(numbers: Numbers) -> dict[str, Any]:
    counted = numbers.open_by_priority
    values = [counted.high, counted.medium, counted.low]
    boxes = charts.stack(values, 100, 0.4)
    parts = [
        {"name": name, "number": f"{value:,}", "box": box}
        for name, value, box in zip(("high", "medium", "low"), values, boxes, strict=True)
    ]
    total = sum(values)
    return {"caption": f"{total:,} open" if total else "Nothing open", "total": total, "parts": parts}


def _coming(due: list[int], today: date) -> dict[str, Any]:
    total, most = sum(due), max(due)
    days = [_due(today + timedelta(days=passed), today, number, most) for passed, number in enumerate(due)]
    return {"caption": words.tasks(total) if total else "Nothing due", "days": days}


def _due(day: date, today: date, number: int, most: int) -> dict[str, Any]:
    return {
        "day": day,
        "word": "Today" if day == today else f"{day:%a}",
        "full": words.full_day(day),
        "number": f"{number:,}",
        "share": round(100 * number / most, 1) if most else 0,
    }


def _year(days: list[ActiveDay]) -> dict[str, Any]:
    most, total = max(day.completed for day in days), sum(day.completed for day in days)
    cells = [(day, charts.cell(place, day.completed, most)) for place, day in enumerate(days)]
    caption = f"{total:,} completed, {most:,} on the best day" if total else "Nothing yet"
    return {
        "caption": caption,
        "cells": cells,
        "first": words.day(days[0].date, days[-1].date),
        "weeks": _weeks(days),
    }


def _weeks(days: list[ActiveDay]) -> list[list[ActiveDay]]:
    """The days by week, Monday first; the last one may not be over."""
    return [days[place : place + charts.WEEKDAYS] for place in range(0, len(days), charts.WEEKDAYS)]
