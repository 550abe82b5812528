"""What a screen of days reads: short ranges of the due index, however many tasks a person has."""

import pytest

from tests import factories
from tests.tasks.explaining import entries_read, explained, kinds


@pytest.fixture(scope="module")
def owner(fill, app):
    """Somebody with fifty thousand tasks: three thousand lie in each of the coming days."""
    with app.app_context():
        person = factories.make_person("Olivia")
        fill(person, 50_000)
        engine = app.extensions["sqlalchemy"].engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE tasks")
        connection.exec_driver_sql("ANALYZE counts")
    return person


# 6 ranges an open group, 3 a completed one, and one more row than is shown from each of them.
@pytest.mark.parametrize(("path", "most"), [("today", 3 * 6 * 51 + 3 * 51 + 6 * 2), ("upcoming", 24 * 6 * 21)])
def test_a_screen_reads_a_few_rows_of_each_group(app, client, owner, today, monkeypatch, path, most):
    # What comes after the rows is the sizes of groups: here it is the statement of the rows that is asked about.
    monkeypatch.setattr("headway.tasks.dated.totals", lambda owner_id, filters, ranges: [len(ranges)] * len(ranges))
    _, plan = explained(app, lambda: client.as_(owner).get(f"/api/tasks/{path}").json)
    assert entries_read(plan) <= most
    assert kinds(plan) == {"Index Scan"}


@pytest.mark.parametrize("path", ["today", "upcoming"])
def test_sizes_come_from_an_index_alone(app, client, owner, today, path):
    _, plan = explained(app, lambda: client.as_(owner).get(f"/api/tasks/{path}").json)
    assert kinds(plan) == {"Index Only Scan"}


@pytest.mark.parametrize("path", ["today", "upcoming"])
def test_a_screen_is_two_statements_and_a_third_where_there_is_more(client, alice, owner, today, statements, path):
    for person, number in ((alice, 2), (owner, 3)):
        browser = client.as_(person)
        with statements() as counted:
            assert browser.get(f"/api/tasks/{path}").status_code == 200
        assert counted.total() == number
