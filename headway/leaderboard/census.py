"""How many people stand on a board, and how many stand above some number of points."""

from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import accumulate


@dataclass(frozen=True)
class Census:
    """The size of a board, and for numbers of points how many people have more."""

    participants: int
    above: Mapping[int, int]

    def rank(self, points: int) -> int:
        """The place of somebody with `points`: equal points share one, and the next place counts them all."""
        return 1 + self.above[points]


@dataclass(frozen=True)
class Snapshot:
    """Which transactions a statement saw, as `pg_current_snapshot()` tells: https://www.postgresql.org/docs/15/functions-info.html"""

    first_running: int
    next_unborn: int
    running: frozenset[int]

    @classmethod
    def parse(cls, text: str) -> "Snapshot":
        """The snapshot that `xmin:xmax:xip,…` describes."""
        first, unborn, running = text.split(":")
        return cls(int(first), int(unborn), frozenset(int(number) for number in running.split(",") if number))

    def sees(self, row_xmin: int) -> bool:
        """Whether the statement saw a committed row of this `xmin`: the last 32 bits of its transaction's number."""
        distance = (row_xmin - self.next_unborn + 2**31) % 2**32 - 2**31
        number = self.next_unborn + distance
        return number < self.next_unborn and number not in self.running


@dataclass(frozen=True)
class Histogram:
    """People per number of points, as one statement saw them."""

    points: tuple[int, ...]
    people_up_to: tuple[int, ...]
    snapshot: Snapshot
    read_at: float

    @classmethod
    def of(cls, people: Mapping[int, int], snapshot: Snapshot, read_at: float) -> "Histogram":
        """The histogram of a mapping from points to people."""
        points = tuple(sorted(people))
        return cls(points, (0, *accumulate(people[number] for number in points)), snapshot, read_at)

    def census(self, wanted: set[int]) -> Census:
        """The answers for the numbers of points `wanted`."""
        everyone = self.people_up_to[-1]
        above = {number: everyone - self.people_up_to[bisect_right(self.points, number)] for number in wanted}
        return Census(everyone, above)
