"""Everything is killed, paused, cut off and emptied in the middle of writes: what was acknowledged is there, once.

Everybody's stream tells all of it meanwhile, although its reader leaves at random, too. `make faults` runs the long
form; HEADWAY_FAULTS_SEED repeats a run.
"""

import threading
from concurrent.futures import ThreadPoolExecutor
from statistics import median

from tests.faults import board
from tests.faults.checking import judge_all, stored_by_sql
from tests.faults.invariants import broken
from tests.faults.mirroring import Mirror
from tests.faults.nemesis import Nemesis
from tests.faults.report import IS_LONG, note
from tests.faults.sampling import Sampler
from tests.faults.writing import Writer
from tests.service.running import until

WRITERS, WRITES = (8, 20_800) if IS_LONG else (4, 400)
KILLS_EACH, OTHERS_EACH = (17, 2)
SHORT_PLAN = ["postmaster", "worker", "Valkey emptied", "PostgreSQL backend", "Valkey", "database link reset", "worker"]
BREATH_SECONDS = 0.25 if IS_LONG else 0.5


def test_nothing_acknowledged_is_lost_and_nothing_happens_twice(cluster, seed, tmp_path):
    urls = [server.url for server in cluster.servers]
    writers = [Writer(urls, tmp_path, seed + number) for number in range(WRITERS)]
    mirrors = [Mirror(writer.visitors[-1].twin(), seed) for writer in writers]
    nemesis, sampler = Nemesis(cluster, seed), Sampler(cluster)
    is_over, has_failed = threading.Event(), threading.Event()
    plan = nemesis.plan(KILLS_EACH, OTHERS_EACH) if IS_LONG else SHORT_PLAN

    def work(writer):
        writer.write(WRITES // WRITERS, has_failed.is_set)
        writer.write(10**9, is_over.is_set)  # until the last blow has been struck

    with ThreadPoolExecutor(WRITERS) as pool:
        working = [pool.submit(work, writer) for writer in writers]
        try:
            for name in plan:
                is_over.wait(BREATH_SECONDS)  # between two blows the writers get on
                nemesis.strike(name)
        except BaseException:
            has_failed.set()
            raise
        finally:
            is_over.set()
        for done in working:
            done.result(timeout=300)
    sampler.end()
    check(cluster, writers, mirrors)
    assert not sampler.found
    assert not [violation for writer in writers for violation in writer.violations]
    with cluster.connect() as connection:
        verdict = judge_all(connection, writers)
    note(
        "An acknowledged write is never lost",
        kills=sum(nemesis.struck[name] for name in nemesis.kills),
        other_faults=sum(nemesis.struck[name] for name in nemesis.others),
        acknowledged=verdict.acknowledged,
        unknown=verdict.unknown,
        lost=len(verdict.lost),
        duplicated=len(verdict.duplicated),
        samples=sampler.samples,
        median_recovery_seconds={name: median(took) for name, took in sorted(nemesis.recoveries.items())},
        longest_recovery_seconds={name: max(took) for name, took in sorted(nemesis.recoveries.items())},
    )
    assert verdict.unknown > 0, "no fault was felt: the test tests nothing"
    assert not verdict.lost
    assert not verdict.duplicated


def check(cluster, writers, mirrors):
    """The invariants, everybody's stream, and the board, once all is quiet."""
    with cluster.connect() as connection:
        assert broken(connection) == {}
        for writer, mirror in zip(writers, mirrors, strict=True):
            stored = stored_by_sql(connection, writer.user["id"])
            versions = {task_id: state[3] for task_id, state in stored.items() if not state[2]}
            until(lambda: mirror.has(versions), 30)  # noqa: B023 (asked within the loop)
            mirror.end()
    assert all(mirror.comings > 3 for mirror in mirrors), "no stream was left: the test tests nothing"
    until(lambda: board.is_projected(cluster), 30)
    scores = board.by_sql(cluster)
    assert [board.rank_shown(writer) for writer in writers] == [board.rank_of(writer, scores) for writer in writers]
