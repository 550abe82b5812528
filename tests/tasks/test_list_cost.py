"""What a page reads: a bounded number of index entries, whatever the filter, the order and the depth."""

import random
from itertools import product

import pytest

from tests import factories
from tests.tasks.explaining import entries_read, explained, kinds, nodes
from tests.tasks.test_walk import PRIORITIES, SORTS, STATUSES

LIMIT = 20
BOUND = 9 * (LIMIT + 1)
FILTERS = [(), ("pending",), ("completed", "in_progress")], [(), ("high",), ("low", "medium")]


@pytest.fixture(scope="module")
def owner(fill, app):
    """Somebody who has four thousand tasks, among another one's."""
    with app.app_context():
        people = [factories.make_person(name) for name in ("Olivia", "Oscar")]
        for person in people:
            fill(person, 4000)
        engine = app.extensions["sqlalchemy"].engine
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.exec_driver_sql("VACUUM ANALYZE tasks")
        connection.exec_driver_sql("ANALYZE counts")
    return people[0]


@pytest.fixture
def explain(app):
    """The page that a query gets, and the plan of its statement with what it really read."""

    def explain(browser, query, *settings):
        return explained(app, lambda: browser.get("/api/tasks", query_string=query).json, *settings)

    return explain


def most_sorted(plan):
    """The rows that went into the largest sort."""
    return max(
        (part["Actual Rows"] for node in nodes(plan) if node["Node Type"] == "Sort" for part in node["Plans"]),
        default=0,
    )


@pytest.mark.parametrize("sort", SORTS)
def test_a_page_reads_a_few_ordered_ranges_at_any_depth(client, owner, explain, sort):
    browser = client.as_(owner)
    for statuses, priorities in product(*FILTERS):
        query = {"sort": sort, "limit": LIMIT, "status": ",".join(statuses), "priority": ",".join(priorities)}
        query = {name: value for name, value in query.items() if value}
        for _ in range(3):
            page, plan = explain(browser, query)
            assert entries_read(plan) <= BOUND, (query, plan)
            assert most_sorted(plan) <= BOUND, (query, plan)
            assert kinds(plan) <= {"Index Scan"}, (query, plan)
            query = query | {"cursor": page["next"]}
        _, plan = explain(browser, query | {"cursor": page["previous"]})
        assert entries_read(plan) <= BOUND, (query, plan)


@pytest.mark.parametrize("sort", ["due", "-due"])
@pytest.mark.parametrize("due", ["overdue", "week", "none"])
def test_a_page_by_due_date_sorts_no_more_than_its_ranges(client, owner, explain, today, sort, due):
    browser, query = client.as_(owner), {"sort": sort, "due": due, "limit": LIMIT}
    for _ in range(3):
        page, plan = explain(browser, query)
        assert most_sorted(plan) <= BOUND, plan
        assert entries_read(plan) <= BOUND + page["total"], plan
        query = query | {"cursor": page["next"]}


def test_a_search_reads_each_task_once(client, owner, explain):
    # Half of this small table is hers, so that reading it from end to end may look cheaper than her index.
    page, plan = explain(client.as_(owner), {"q": "task 1", "limit": LIMIT}, "enable_seqscan = off")
    assert page["total"] > 1000
    assert entries_read(plan) <= 4000 + LIMIT + 1


def test_any_page_of_any_filter_is_two_statements(client, owner, statements):
    browser, chance = client.as_(owner), random.Random(4)
    for _ in range(20):
        query = {"sort": chance.choice(SORTS), "status": chance.choice(STATUSES), "priority": chance.choice(PRIORITIES)}
        query |= chance.choice([{}, {"q": "task"}, {"due": "week"}, {"due_to": "2026-03-01"}])
        for page in ({}, {"cursor": browser.get("/api/tasks", query_string=query).json["next"]}):
            asked = query | {name: value for name, value in page.items() if value}
            with statements() as counted:
                assert browser.get("/api/tasks", query_string=asked).status_code == 200
            assert counted.total() == 2
