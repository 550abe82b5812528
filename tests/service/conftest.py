"""One running service for the tests of this folder that leave it as they found it."""

import pytest

from tests.service.running import Visitor, running


@pytest.fixture(scope="session")
def service():
    with running() as service:
        yield service


@pytest.fixture
def visitor(service):
    return Visitor(service.url)
