"""How many tasks each person has: a few people very many, most a handful.

A part is spread evenly, the rest follows Zipf's law (G. K. Zipf, *Human Behavior and the Principle of Least Effort*,
1949) with a flat head: the first few people share the longest length, then it falls with a power of the rank.
"""

from itertools import accumulate

LONGEST = 50_000
SHARE_OF_LONGEST = 20  # the longest list holds a twentieth of all tasks, until it reaches LONGEST
TIMES_THE_AVERAGE = 4  # … but with few people at least this much more than the average list
EVEN_PART = 0.3
HEAD = 3  # people whose lists are the longest
STEEPEST = 8.0
HALVINGS = 30


def sizes(people: int, tasks: int) -> list[int]:
    """The number of tasks of each of `people`, `tasks` together, the longest lists first."""
    average = tasks / people
    longest = min(LONGEST, max(tasks / SHARE_OF_LONGEST, TIMES_THE_AVERAGE * average))
    even, uneven = EVEN_PART * average, (1 - EVEN_PART) * tasks
    weights = _weights(people, _steepness(people, (longest - even) / max(1.0, uneven)))
    unit = uneven / sum(weights)
    # Rounding the sums rather than the sizes loses no task.
    ends = [round(end) for end in accumulate(even + weight * unit for weight in weights)]
    return sorted((end - start for start, end in zip([0, *ends], ends, strict=False)), reverse=True)


def _weights(people: int, steepness: float) -> list[float]:
    return [max(1.0, rank / HEAD) ** -steepness for rank in range(1, people + 1)]


def _steepness(people: int, share: float) -> float:
    """The power by which the first person has `share` of what is uneven: the steeper, the more, so halving finds it."""
    low, high = 0.0, STEEPEST
    for _ in range(HALVINGS):
        middle = (low + high) / 2
        if 1 / sum(_weights(people, middle)) < share:
            low = middle
        else:
            high = middle
    return low
