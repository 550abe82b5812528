"""When the board is read for all viewers."""

from types import SimpleNamespace

import pytest

from headway.realtime import board_ticks
from headway.realtime.board_ticks import EVERY_SECONDS, BoardTicks

STEP_SECONDS, READ_SECONDS = 0.01, 0.025


@pytest.fixture
def reads(monkeypatch):
    """The moments at which the board is read in `seconds` of a clock of its own, in which points move while `moves`."""

    def watch(seconds, moves):
        now = SimpleNamespace(at=100.0)
        monkeypatch.setattr(board_ticks, "time", SimpleNamespace(monotonic=lambda: now.at))
        ticks, found, end = BoardTicks(), [], now.at + seconds
        while now.at < end:
            now.at += STEP_SECONDS
            if moves(now.at - 100.0):
                ticks.moved()
            if ticks.due() <= now.at:
                found.append(now.at - 100.0)
                ticks.begin()
                now.at += READ_SECONDS
                ticks.note_read()
        return found

    return watch


def test_points_that_keep_moving_are_read_once_in_a_period(reads):
    assert len(reads(9.0, moves=lambda at: True)) <= 9.0 / EVERY_SECONDS + 1


def test_points_that_moved_once_are_looked_at_once_more_when_they_have_settled(reads):
    rarely, moved, settled = reads(4.0, moves=lambda at: 1.995 < at < 2.015)
    assert rarely < 0.1
    assert moved - 2.0 < 0.2
    assert settled - moved == pytest.approx(EVERY_SECONDS, abs=0.05)
