"""The disk is full: writes are refused, reads go on, and all is well soon after there is room again."""

import os
import subprocess
import tempfile
import time
from contextlib import contextmanager
from pathlib import Path

import pytest

from tests.faults.cluster import cluster_running
from tests.faults.invariants import broken
from tests.faults.report import IS_LONG, note
from tests.service.running import Visitor, until

MEGABYTES = 512 if IS_LONG else 224
BACK_SECONDS = 30
CHUNK = b"\0" * 2**16
TEXT = "A long description. " * 500


@contextmanager
def small_disk():
    """A file system of its own, in memory; skips where this account may not mount one."""
    with tempfile.TemporaryDirectory(prefix="headway-disk-") as place:
        os.chmod(place, 0o711)  # noqa: S103 (the servers' account must pass through)
        options = f"size={MEGABYTES}m,mode=0711"
        mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", place], capture_output=True)
        if mounted.returncode:
            pytest.skip("a disk of its own cannot be mounted by this account")
        try:
            yield Path(place)
        finally:
            subprocess.run(["umount", "-l", place], check=True)


def fill(place):
    """Write until nothing more fits."""
    filler = place / "filler"
    with open(filler, "wb", buffering=0) as file:
        try:
            while file.write(CHUNK):
                continue
        except OSError:
            return filler


def test_a_full_disk_is_survived(seed):
    with small_disk() as place, cluster_running(seed, place) as cluster:
        visitor = Visitor(cluster.serve(workers=1).url)
        user = visitor.register()
        kept = [visitor.call("POST", "/api/tasks", {"title": "Before"}).json()["id"]]
        filler = fill(place)
        refused, reads = 0, []
        deadline = time.monotonic() + 60
        while refused < 5 and time.monotonic() < deadline:
            reply = visitor.call("POST", "/api/tasks", {"title": "Meanwhile", "description": TEXT[:10_000]})
            assert reply.status_code in (201, 503), reply.text
            kept += [reply.json()["id"]] if reply.status_code == 201 else []
            refused += reply.status_code == 503
            reads.append(visitor.call("GET", f"/api/tasks/{kept[0]}").status_code)
        assert refused, "the disk was never full: the test tests nothing"
        os.kill(cluster.pid_of("postgres"), 9)  # and in the middle of it PostgreSQL dies, too
        time.sleep(1)  # for its keeper to find out that there is no room to start it in
        filler.unlink()
        began = time.monotonic()
        until(lambda: visitor.call("POST", "/api/tasks", {"title": "After"}).status_code == 201, BACK_SECONDS)
        back = time.monotonic() - began
        with cluster.connect() as connection:
            query = "SELECT id::text FROM tasks WHERE owner_id = %s"
            stored = {task_id for [task_id] in connection.execute(query, [user["id"]])}
            assert broken(connection) == {}
        note(
            "A full disk is survived",
            written=len(kept),
            refused=refused,
            reads_answered=reads.count(200) / len(reads),
            lost=len(set(kept) - stored),
            back_seconds=back,
        )
        assert set(kept) <= stored
        assert reads.count(200) >= 0.9 * len(reads)
