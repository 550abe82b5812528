"""One cluster for the tests of this folder that leave it healed: two APIs before one pair of servers."""

import os

import pytest

from tests.faults.cluster import cluster_running
from tests.service.running import Visitor

SEED = int(os.environ.get("HEADWAY_FAULTS_SEED", "20261122"))


@pytest.fixture(scope="session")
def seed():
    """What chance begins with; HEADWAY_FAULTS_SEED repeats a run."""
    print(f"HEADWAY_FAULTS_SEED={SEED}")
    return SEED


@pytest.fixture(scope="session")
def whole_cluster(seed):
    with cluster_running(seed) as cluster:
        cluster.serve(workers=2)
        cluster.serve(workers=1)
        yield cluster


@pytest.fixture
def cluster(whole_cluster):
    yield whole_cluster
    whole_cluster.heal()


@pytest.fixture
def visitor(cluster):
    """A person at the first API."""
    visitor = Visitor(cluster.servers[0].url)
    visitor.register()
    return visitor
