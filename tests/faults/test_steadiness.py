"""Nothing grows while time goes by: memory, open files, connections (`make faults` alone has the time for it)."""

import statistics
import threading
import time
from pathlib import Path

import pytest

from tests.faults.loading import press
from tests.faults.report import IS_LONG, note
from tests.service.running import Visitor

SECONDS, WARM_UP_SECONDS, EVERY_SECONDS = 240, 60, 5
CLIENTS, PAUSE_SECONDS = 8, 0.08  # about half of what two cores do
POOL = 8
MOST_GROWTH = 1.0  # MiB a minute
pytestmark = pytest.mark.skipif(not IS_LONG, reason="takes five minutes: make faults")


def resident_mib(pid):
    """The memory of a process."""
    status = Path(f"/proc/{pid}/status").read_text()
    return int(status.split("VmRSS:")[1].split()[0]) / 1024


def look(cluster, server):
    """Memory and open files of the workers, and the connections of the database."""
    query = "SELECT count(*) FROM pg_stat_activity WHERE usename = 'headway' AND pid <> pg_backend_pid()"
    with cluster.connect() as connection:
        [[connections]] = connection.execute(query).fetchall()
    memory = sum(resident_mib(pid) for pid in server.workers)
    files = sum(len(list(Path(f"/proc/{pid}/fd").iterdir())) for pid in server.workers)
    return time.monotonic(), memory, files, connections


def test_nothing_grows(cluster):
    server = cluster.servers[0]
    cookies = []
    for number in range(CLIENTS):
        visitor = Visitor(server.url)
        visitor.register(f"Steady{number}")
        cookies.append(visitor.session.cookies.get_dict())
    seconds = WARM_UP_SECONDS + SECONDS
    load = threading.Thread(target=press, args=(server.url, cookies, seconds + 5), kwargs={"pause": PAUSE_SECONDS})
    load.start()
    time.sleep(WARM_UP_SECONDS)
    seen = []
    while len(seen) < SECONDS / EVERY_SECONDS:
        seen.append(look(cluster, server))
        time.sleep(EVERY_SECONDS)
    load.join()
    at, memory, files, connections = zip(*seen, strict=True)
    growth = statistics.linear_regression(at, memory).slope * 60
    note(
        "Nothing grows",
        minutes=seconds / 60,
        mib_a_minute=round(growth, 2),
        open_files_spread=max(files) - min(files),
        most_connections=max(connections),
    )
    assert growth < MOST_GROWTH
    assert max(files) - statistics.median(files) <= 5
    assert max(connections) <= POOL * sum(len(each.workers) for each in cluster.servers)
