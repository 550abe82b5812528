"""Valkey comes back with nothing, or with what was true once: the board is right all the while."""

import os
import shutil
import signal
import time
from uuid import UUID

import pytest

from tests.faults import board
from tests.faults.report import IS_LONG, note
from tests.service.running import Visitor, until

PEOPLE = 1_500 if IS_LONG else 0
BACK_SECONDS = 30


def emptied(cluster, _old):
    """All keys are gone."""
    cluster.admin().flushall()


def killed(cluster, _old):
    """It died, and has read its log again."""
    os.kill(cluster.pid_of("valkey"), signal.SIGKILL)


def outdated(cluster, old):
    """It has read a log of before: whoever restores a machine from a picture of it has that."""
    keeper = cluster.stack.status().keeper_pid
    os.kill(keeper, signal.SIGSTOP)  # or it would start Valkey again at once
    try:
        os.kill(cluster.pid_of("valkey"), signal.SIGKILL)
        shutil.rmtree(cluster.stack.home / "valkey")
        copy(old, cluster.stack.home / "valkey")
    finally:
        os.kill(keeper, signal.SIGCONT)


def copy(source, target):
    """A directory with all that is in it, for the same account."""
    shutil.copytree(source, target)
    status = os.stat(source)
    for directory, _, names in os.walk(target):
        for path in (directory, *(os.path.join(directory, name) for name in names)):
            os.chown(path, status.st_uid, status.st_gid)
    return target


@pytest.fixture(scope="module")
def people(whole_cluster):
    """Some who earn points, among many."""
    if PEOPLE:
        whole_cluster.populate(PEOPLE, 4 * PEOPLE)
    found = []
    for number in range(6):
        visitor = Visitor(whole_cluster.servers[0].url)
        visitor.user = visitor.register(f"Earner{number}")
        found.append(visitor)
    return found


def earn(people, times):
    """Everybody completes some tasks."""
    for number, visitor in enumerate(people):
        for _ in range(times + number):
            visitor.call("POST", "/api/tasks", {"title": "Earned", "status": "completed"})


def places_shown(people):
    """Where people are shown to be."""
    boards = [visitor.call("GET", "/api/analytics/leaderboard", params={"window": "all"}) for visitor in people]
    return [shown.json()["you"]["rank"] for shown in boards]


def places(people, scores):
    """Where people are."""
    own = [scores[UUID(visitor.user["id"])] for visitor in people]
    return [1 + sum(other > points for other in scores.values()) for points in own]


@pytest.mark.parametrize("loss", [emptied, killed, outdated], ids=lambda loss: loss.__name__)
def test_the_board_is_right_all_the_while(cluster, people, tmp_path, loss):
    earn(people, 1)
    until(lambda: board.is_projected(cluster), BACK_SECONDS)
    old = copy(cluster.stack.home / "valkey", tmp_path / "old")
    earn(people, 2)
    until(lambda: board.is_projected(cluster), BACK_SECONDS)
    loss(cluster, old)
    began = time.monotonic()
    assert places_shown(people) == places(people, board.by_sql(cluster))
    cluster.pid_of("valkey")
    until(lambda: board.is_projected(cluster), BACK_SECONDS)
    back = time.monotonic() - began
    assert places_shown(people) == places(people, board.by_sql(cluster))
    note(f"The board is exact after Valkey was {loss.__name__}", people=len(board.by_sql(cluster)), back_seconds=back)
