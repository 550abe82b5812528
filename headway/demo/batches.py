"""The demo as a stream of batches, made on all cores: what is in memory is a few batches, never the whole."""

import os
import signal
from collections import deque
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from dataclasses import dataclass
from datetime import datetime
from multiprocessing import get_context, parent_process
from threading import Thread

from headway.demo.calendars import calendar_of
from headway.demo.people import people
from headway.demo.rows import Batch, add
from headway.demo.sizes import sizes
from headway.demo.stories import Storyteller

TASKS_AT_ONCE, PEOPLE_AT_ONCE = 10_000, 10_000
# Starting processes takes a second, in which one process makes some 40,000 tasks.
WORTH_PROCESSES = 100_000
AHEAD = 2  # batches that are made, or wait, for each process


@dataclass(frozen=True)
class Plan:
    """What to make. The same plan always gives the same rows, but for the salt of the password."""

    people: int
    tasks: int
    seed: int
    end: datetime  # of the history: nothing happens later
    board_zone: str  # of the leaderboard, which says what a day is
    password_hash: str


@dataclass(frozen=True)
class Part:
    """The people from number `first` on, by how many tasks each of them has."""

    first: int
    sizes: list[int]


def batches(plan: Plan) -> Iterator[Batch]:
    """All rows of the plan, in the order of the people."""
    if plan.tasks < WORTH_PROCESSES:
        yield from (make(plan, part) for part in parts(plan))
        return
    processes = os.cpu_count() or 1
    with ProcessPoolExecutor(processes, get_context("spawn"), initializer=_stay_with_parent) as pool:
        making: deque[Future[Batch]] = deque()
        for part in parts(plan):
            making.append(pool.submit(make, plan, part))
            if len(making) > AHEAD * processes:
                yield making.popleft().result()
        while making:
            yield making.popleft().result()


def parts(plan: Plan) -> Iterator[Part]:
    """The people of the plan, in parts that fit into memory many times."""
    part, tasks = Part(1, []), 0
    for number, size in enumerate(sizes(plan.people, plan.tasks), start=1):
        part.sizes.append(size)
        tasks += size
        if tasks >= TASKS_AT_ONCE or len(part.sizes) == PEOPLE_AT_ONCE:
            yield part
            part, tasks = Part(number + 1, []), 0
    yield part


def make(plan: Plan, part: Part) -> Batch:
    """The rows of one part."""
    batch, board = Batch(), calendar_of(plan.board_zone, plan.end)
    numbers = range(part.first, part.first + len(part.sizes))
    everybody = people(plan.people, plan.seed, plan.end, numbers)
    for person, size in zip(everybody, part.sizes, strict=True):
        add(batch, person, Storyteller(person).tell(size), plan.password_hash, board)
    return batch


def _stay_with_parent() -> None:
    """Leave Ctrl+C to the parent process, and end when it ends, even if it is killed."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
