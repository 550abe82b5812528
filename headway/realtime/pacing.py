"""Much to do for many streams, a few at a time: who asks the same process for something meanwhile is answered."""

import time
from collections.abc import Iterator, Sequence
from typing import TypeVar

# Waking so many takes two milliseconds. All of thousands at once would stand in line before the next request.
AT_ONCE = 25
REST_SECONDS = 0.001

Item = TypeVar("Item")


def a_few_at_a_time(items: Sequence[Item]) -> Iterator[Sequence[Item]]:
    """The items in portions, with a rest between two of them in which others have their turn."""
    for start in range(0, len(items), AT_ONCE):
        if start:
            time.sleep(REST_SECONDS)
        yield items[start : start + AT_ONCE]
