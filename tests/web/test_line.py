"""The line before the work: turns, places, and whose turn is next."""

import threading
import time
from contextlib import contextmanager

import pytest

from headway.errors import TooManyRequests, Unavailable
from headway.web.line import Line, Share
from tests.service.running import until

SHARE = Share(turns=1, places=2)


@contextmanager
def turn(line, subject, share=SHARE):
    line.enter(subject, share)
    try:
        yield
    finally:
        line.leave(subject)


def stand(line, subject, served, share=SHARE):
    """Wait in the line on a thread of its own; `served` is told the subject when its turn comes."""

    def wait():
        line.enter(subject, share)
        served.append(subject)

    before = line._length
    thread = threading.Thread(target=wait)
    thread.start()
    until(lambda: line._length == before + 1, 5)
    return thread


def test_turns_go_round_so_that_who_asks_for_much_waits_behind_themselves():
    line, served = Line(turns=1, places=10, seconds=10), []
    line.enter("first", SHARE)
    threads = [stand(line, subject, served, Share(1, 10)) for subject in ("loud", "loud", "loud", "Alice", "Bob")]
    for number, subject in enumerate(("first", "loud", "Alice", "Bob", "loud", "loud"), 1):
        until(lambda: len(served) == number - 1, 5)  # noqa: B023 (asked within the loop)
        line.leave(subject)
    for thread in threads:
        thread.join(5)
    assert served == ["loud", "Alice", "Bob", "loud", "loud"]


def test_one_person_never_has_more_turns_than_their_share():
    line = Line(turns=5, places=10, seconds=0.01)
    with turn(line, "loud"):
        with pytest.raises(Unavailable):
            line.enter("loud", SHARE)
        with turn(line, "Alice"):
            pass
    with turn(line, "loud"):
        pass


def test_who_finds_the_line_full_is_told_at_once_and_when_to_come_back():
    line, served = Line(turns=1, places=3, seconds=10), []
    line.enter("first", SHARE)
    threads = [stand(line, subject, served) for subject in ("loud", "loud", "Alice")]
    began = time.monotonic()
    with pytest.raises(TooManyRequests) as own:
        line.enter("loud", SHARE)
    with pytest.raises(Unavailable) as everybodys:
        line.enter("Bob", SHARE)
    assert time.monotonic() - began < 1
    assert [refused.value.response_headers["Retry-After"] for refused in (own, everybodys)] == ["1", "1"]
    for subject in ("first", "loud", "Alice", "loud"):
        until(lambda: line._taken_by[subject], 5)  # noqa: B023 (asked within the loop)
        line.leave(subject)
    for thread in threads:
        thread.join(5)


def test_who_waited_too_long_leaves_no_place_behind():
    line = Line(turns=1, places=1, seconds=0.01)
    with turn(line, "first"):
        for _ in range(3):
            with pytest.raises(Unavailable):
                line.enter("Alice", SHARE)
    with turn(line, "Alice"):
        pass
