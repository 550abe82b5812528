"""The demo as a stream of batches, made on all cores: what is in memory is a few batches, never the whole."""

import os
import signal
from collections import deque
from collections.abc import Generator, Iterator
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
PROCESSES = os.cpu_count() or 1
MOST_AHEAD = 2 * PROCESSES  # batches that are being made, or wait


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


def batches(plan: Plan) -> Generator[Batch]:
    """All rows of the plan, in the order of the people; close it when it is not read to its end."""
    if plan.tasks < WORTH_PROCESSES:
        yield from (make(plan, part) for part in parts(plan))
        return
    pool, making = _start_pool(), deque[Future[Batch]]()
    try:
        for part in parts(plan):
            making.append(pool.submit(make, plan, part))
            if len(making) > MOST_AHEAD:
                yield making.popleft().result()
        while making:
            yield making.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)


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


def _start_pool() -> ProcessPoolExecutor:
    """A process for each core; they are born deaf to Ctrl+C, or their tracebacks would bury what this one says."""
    answer = signal.signal(signal.SIGINT, signal.SIG_IGN)
    try:
        pool = ProcessPoolExecutor(PROCESSES, get_context("spawn"), initializer=_settle)
        for _ in range(PROCESSES):
            pool.submit(int)  # starts one, since none has nothing to do yet
        return pool
    finally:
        signal.signal(signal.SIGINT, answer)


def _settle() -> None:
    """Have a process that makes rows end without a word at Ctrl+C, and when its parent ends, even if that is killed."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
    Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        parent.join()
        os._exit(1)
