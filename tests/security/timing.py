"""Whether the time of a reply tells two cases apart."""

import time
from itertools import combinations


def told_apart(act, cases, rounds):
    """How far the best guess by time alone is from a coin's: 0 is chance, 0.5 is certainty.

    `cases` are the arguments of `act` by name; they take turns, so that whatever else the machine does hits all alike.
    The measure is the area under the ROC curve less one half, the largest of all pairs (Mann and Whitney's U).
    """
    seconds = {name: [] for name in cases}
    for _ in range(rounds):
        for name, argument in cases.items():
            began = time.perf_counter()
            act(argument)
            seconds[name].append(time.perf_counter() - began)
    return max(abs(area(one, other) - 0.5) for one, other in combinations(seconds.values(), 2))


def area(one, other):
    """How likely a value of `one` is above a value of `other`; ties count half."""
    above = sum((a > b) + (a == b) / 2 for a in one for b in other)
    return above / (len(one) * len(other))
