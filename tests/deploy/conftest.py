"""One deployment for the tests of this folder: each leaves it as it found it."""

import os
import shutil

import pytest

from tests.deploy.proxy import nginx
from tests.deploy.topology import deployed
from tests.deploy.visiting import Visit

IS_LONG = "HEADWAY_FAULTS" in os.environ
IS_AUDIT = os.environ.get("HEADWAY_AUDIT") == "1"
collect_ignore = [*["test_replica.py"] * (not IS_LONG), *["test_tls.py"] * (not IS_AUDIT)]


@pytest.fixture(scope="session")
def deployment():
    if not (nginx() and shutil.which("openssl")):
        said = "nginx or openssl is not installed."
        pytest.fail(said) if os.environ.get("CI") == "true" else pytest.skip(said)
    with deployed() as running:
        yield running


@pytest.fixture
def topology(deployment):
    """The deployment, with all its servers there."""
    for server in deployment.servers:
        server.wait()
    return deployment


@pytest.fixture
def visit(topology):
    """A browser in front of the proxy, without an account."""
    return Visit(topology)


@pytest.fixture
def alice(visit):
    """Alice's browser, signed in."""
    visit.register()
    return visit
