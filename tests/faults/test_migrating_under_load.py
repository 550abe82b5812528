"""The steps of which migrations consist, taken while everybody works: nothing is refused, nothing waits for long.

A column, a backfill in batches, an index, a constraint: each in the form that takes no long lock. `make faults` only.
"""

import threading
import time

import psycopg
import pytest

from tests.faults.loading import press
from tests.faults.report import IS_LONG, note
from tests.service.running import Visitor

CLIENTS, PAUSE_SECONDS = 12, 0.2  # some fifty requests a second
MOST_STALL_SECONDS = 1.0
TASKS, BATCH = 100_000, 2_000
TRIES = 40
pytestmark = pytest.mark.skipif(not IS_LONG, reason="changes the schema of a large database: make faults")

STEPS = [
    "ALTER TABLE tasks ADD COLUMN tried integer",
    "CREATE INDEX CONCURRENTLY ix_tasks_tried ON tasks (owner_id, tried)",
    "ALTER TABLE tasks ADD CONSTRAINT ck_tasks_tried CHECK (tried IS NOT NULL AND tried >= 0) NOT VALID",
    "ALTER TABLE tasks VALIDATE CONSTRAINT ck_tasks_tried",
    "ALTER TABLE tasks DROP CONSTRAINT ck_tasks_tried",
    "DROP INDEX CONCURRENTLY ix_tasks_tried",
    "ALTER TABLE tasks DROP COLUMN tried",
]
DEFAULT = "ALTER TABLE tasks ALTER COLUMN tried SET DEFAULT 0"
BACKFILL = """
    UPDATE tasks SET tried = 0 WHERE ctid = ANY (ARRAY(
        SELECT ctid FROM tasks WHERE tried IS NULL LIMIT %s FOR UPDATE SKIP LOCKED))"""


def take(connection, step):
    """One step, tried again when its lock is not to be had soon: behind a waiting step everybody would wait."""
    for _ in range(TRIES):
        try:
            connection.execute(step)
        except psycopg.errors.LockNotAvailable:
            time.sleep(0.2)
        else:
            return
    raise AssertionError(f"never got its lock: {step}")


def migrate(cluster):
    """All steps, the backfill after the first; gives how many rows it filled."""
    filled = 0
    with cluster.connect() as connection:
        connection.execute("SET lock_timeout = '300ms'")
        take(connection, STEPS[0])
        take(connection, DEFAULT)
        while rows := connection.execute(BACKFILL, [BATCH]).rowcount:
            filled += rows
        for step in STEPS[1:]:
            take(connection, step)
    return filled


def test_nothing_is_refused_and_nothing_waits_for_long(cluster):
    cluster.populate(1_000, TASKS)
    server = cluster.servers[0]
    cookies = []
    for number in range(CLIENTS):
        visitor = Visitor(server.url)
        visitor.register(f"Meanwhile{number}")
        cookies.append(visitor.session.cookies.get_dict())
    answers = []
    load = threading.Thread(
        target=lambda: answers.append(press(server.url, cookies, 25, pause=PAUSE_SECONDS, writes=2))
    )
    load.start()
    time.sleep(3)
    began = time.monotonic()
    filled = migrate(cluster)
    took = time.monotonic() - began
    load.join()
    slowest = max(seconds for seconds, _ in answers[0].given)
    note(
        "Migrations under load",
        rows=filled,
        migration_seconds=round(took, 1),
        requests=len(answers[0].given),
        refused=len(answers[0].given) - len(answers[0].of(200, 201)),
        longest_stall_seconds=slowest,
    )
    assert not answers[0].of(0, 500, 503)
    assert slowest < MOST_STALL_SECONDS
