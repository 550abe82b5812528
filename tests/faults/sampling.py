"""Somebody who looks at the database again and again, in the middle of everything."""

import threading
from typing import Any

import psycopg

from tests.faults.cluster import Cluster
from tests.faults.invariants import broken

EVERY_SECONDS = 0.2


class Sampler:
    """Looks for broken invariants, each time at one moment, until it is ended; goes on when PostgreSQL is back."""

    def __init__(self, cluster: Cluster) -> None:
        self._cluster = cluster
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._look, daemon=True)
        self.samples = 0
        self.found: list[dict[str, Any]] = []
        self._thread.start()

    def end(self) -> None:
        """Look no more."""
        self._is_over.set()
        self._thread.join(30)

    def _look(self) -> None:
        while not self._is_over.is_set():
            try:
                with self._cluster.connect() as connection:
                    while not self._is_over.wait(EVERY_SECONDS):
                        if rows := broken(connection):
                            self.found.append(rows)
                        self.samples += 1
            except psycopg.OperationalError:
                self._is_over.wait(EVERY_SECONDS)
