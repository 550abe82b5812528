"""Random numbers that can be had again."""

from collections.abc import Sequence
from random import Random
from typing import TypeVar

Item = TypeVar("Item")


class Chance(Random):
    """Numbers that follow from a seed, and the two questions that are asked millions of times."""

    def pick(self, items: Sequence[Item]) -> Item:
        """One of `items`: a third of the time that `choice` takes, and uneven by less than anybody can see."""
        return items[int(self.random() * len(items))]

    def happens(self, share: float) -> bool:
        """True in `share` of all cases."""
        return self.random() < share
