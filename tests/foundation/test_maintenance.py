import threading

import pytest

from headway import maintenance
from tests.client import Client


@pytest.fixture
def bare(make_app):
    """An app whose only chores are the test's."""
    app = make_app()
    app.extensions["headway.maintenance"] = maintenance.Maintenance()
    return app


def test_a_chore_is_done_when_it_is_due(bare):
    done = []
    maintenance.add_chore(bare, "count", 3600, done.append)
    assert maintenance.tend(bare) > 3000
    maintenance.tend(bare)
    assert len(done) == 1


def test_a_chore_can_be_hastened(bare):
    done = []
    maintenance.add_chore(bare, "count", 3600, done.append)
    maintenance.tend(bare)
    with bare.app_context():
        maintenance.hasten("count")
    assert maintenance.tend(bare) < 1


def test_a_chore_that_fails_keeps_no_other_from_its_turn(bare, caplog):
    done = []
    maintenance.add_chore(bare, "fail", 3600, lambda at: 1 / 0)
    maintenance.add_chore(bare, "count", 3600, done.append)
    maintenance.tend(bare)
    assert len(done) == 1
    assert "a chore failed" in caplog.text


def test_one_process_at_a_time_is_alone(bare):
    with bare.app_context(), maintenance.alone("sweep") as mine, maintenance.alone("sweep") as theirs:
        assert (mine, theirs) == (True, False)
    with bare.app_context(), maintenance.alone("sweep") as mine:
        assert mine


def test_chores_begin_with_the_first_request(bare):
    begun = threading.Event()
    maintenance.add_chore(bare, "begin", 3600, lambda at: begun.set())
    maintenance.begin_with_first_request(bare)
    assert not begun.is_set()
    Client(bare).get("/healthz")
    assert begun.wait(10)
