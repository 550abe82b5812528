"""The geometry of charts, in the units of their drawing.

`static/js/charts.js` computes the same when numbers change: `tests/pages/chart-shapes.json` holds both to one answer.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count

STEPS = (1, 2, 4, 6, 8)  # times a power of ten: each has a half to draw a line at
WIDEST_GAP = 8
LOWEST_BAR = 2
DOT = 3
WEEKDAYS = 7
# The side of a cell of the year by how much was done: nothing, then up to a quarter of the most, half, and so on.
SIDES = (3, 5, 7, 9, 11)
CELL = 12


@dataclass(frozen=True)
class Box:
    """A rectangle."""

    x: float
    y: float
    width: float
    height: float


def ceiling(most: int) -> int:
    """A round number that is at least `most` and 2."""
    rounds = (step * int(10**power) for power in count() for step in STEPS)
    return next(number for number in rounds if number >= max(most, 2))


def bars(values: Sequence[int], width: float, height: float) -> list[Box]:
    """A bar for each value, side by side; one of nothing is a stub."""
    step = width / len(values)
    gap = min(WIDEST_GAP, step / 3)
    top = ceiling(max(values))
    heights = [max(LOWEST_BAR, height * value / top) for value in values]
    return [
        Box(_short(place * step + gap / 2), _short(height - tall), _short(step - gap), _short(tall))
        for place, tall in enumerate(heights)
    ]


def line(values: Sequence[int], width: float, height: float) -> list[tuple[float, float]]:
    """Points from the left to the right edge, lowest to highest value; a dot fits around each."""
    low, span = min(values), max(values) - min(values)
    across, up = (width - 2 * DOT) / (len(values) - 1), height - 2 * DOT
    return [
        (_short(DOT + place * across), _short(DOT + up * (1 - ((value - low) / span if span else 0.5))))
        for place, value in enumerate(values)
    ]


def stack(values: Sequence[int], width: float, gap: float) -> list[Box]:
    """Boxes one after the other, as wide as their share; nothing has no width."""
    total, gaps = sum(values), max(0, sum(value > 0 for value in values) - 1) * gap
    boxes, x = [], 0.0
    for value in values:
        share = (width - gaps) * value / total if total else 0.0
        boxes.append(Box(_short(x), 0, _short(share), 0))
        x += share + gap if value else 0
    return boxes


def cell(place: int, value: int, most: int) -> Box:
    """The mark of a day: weeks go to the right, their days down; the more was done, the larger it is."""
    side = SIDES[-(-4 * value // most) if most else 0]
    week, day = divmod(place, WEEKDAYS)
    inset = (CELL - side) / 2
    return Box(week * CELL + inset, day * CELL + inset, side, side)


def _short(number: float) -> float:
    return round(number, 2)
