"""Whatever two people do with tasks of the same ids, in any order: the API says what a plain dictionary says.

Short and always the same in the suite; HEADWAY_AUDIT=1 lets it run long, and differently each time.
"""

import os
from datetime import timedelta

from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule, run_state_machine_as_test

from tests import factories
from tests.client import Client
from tests.games import LONG, SHORT
from tests.tasks import oracle
from tests.tasks.conftest import NOON, TODAY
from tests.tasks.model import Tasks
from tests.tasks.test_walk import PRIORITIES, SORTS, STATUSES, walk

IDS = [f"{number}e8f0c1a-5b7d-4f3e-9a2c-6d1b0e4f7a93" for number in (7, 2, 9, 4, 0)]
DAYS = [None, *((TODAY + timedelta(days=ahead)).isoformat() for ahead in (-1, 0, 3, 9))]

people = st.sampled_from((0, 1))
ids = st.sampled_from(IDS)
pauses = st.sampled_from((0, 0, 1))  # seconds: some tasks are of the same instant
titles = st.sampled_from(("a", "B b", "straße", "100 %"))
optional = {
    "description": st.sampled_from(("", "note %", "Straße_\n\tb")),
    "status": st.sampled_from(STATUSES),
    "priority": st.sampled_from(PRIORITIES),
    "due_date": st.sampled_from(DAYS),
    "due_time": st.sampled_from((None, "00:00", "09:30")),
}
new = st.fixed_dictionaries({"title": titles}, optional=optional)
changes = st.fixed_dictionaries({}, optional={"title": titles, **optional})
tags = st.one_of(st.none(), st.sampled_from(("*", 'W/"v1"', "v1")), st.integers(1, 4).map('"v{}"'.format))
acts = st.one_of(
    st.sampled_from([{"delete": True}, {"restore": True}, {"remove": True}]),
    changes.map(lambda values: {"changes": values}),
)
filters = {
    "status": st.sets(st.sampled_from(STATUSES), min_size=1).map(sorted).map(",".join),
    "priority": st.sets(st.sampled_from(PRIORITIES), min_size=1).map(sorted).map(",".join),
    "due": st.sampled_from(("overdue", "today", "week", "none")),
    "due_from": st.sampled_from(DAYS[1:]),
    "due_to": st.sampled_from(DAYS[1:]),
    "q": st.sampled_from(("", "b", "STRASSE", "b note", "%", "_")),
    "deleted": st.sampled_from(("true", "false")),
}
lists = st.fixed_dictionaries({"sort": st.sampled_from(SORTS), "limit": st.integers(1, 3)}, optional=filters)


class TwoPeople(RuleBasedStateMachine):
    """Two people whose tasks have the same ids and nothing else in common; `app` and `clock` are the test's."""

    app = clock = None

    @initialize()
    def sign_up(self):
        self.clock.set(NOON)
        with self.app.app_context():
            self.browsers = [Client(self.app).as_(factories.make_person(name)) for name in ("Alice", "Charlie")]
        self.models = [Tasks(), Tasks()]

    @rule(who=people, task_id=ids, fields=new, pause=pauses)
    def create(self, who, task_id, fields, pause):
        at = self.later(pause)
        reply = self.browsers[who].post("/api/tasks", json={"id": task_id} | fields)
        self.compare(reply, self.models[who].create(task_id, fields, at))

    @rule(who=people, task_id=ids, method=st.sampled_from(("PUT", "PATCH")), values=changes, tag=tags, pause=pauses)
    def update(self, who, task_id, method, values, tag, pause):
        at = self.later(pause)
        reply = self.send(who, method, task_id, tag, json=values)
        self.compare(reply, self.models[who].update(task_id, values, tag, at))

    @rule(who=people, task_id=ids, tag=tags, pause=pauses)
    def delete(self, who, task_id, tag, pause):
        at = self.later(pause)
        self.compare(self.send(who, "DELETE", task_id, tag), self.models[who].delete(task_id, tag, at))

    @rule(who=people, task_id=ids, tag=tags, pause=pauses)
    def restore(self, who, task_id, tag, pause):
        at = self.later(pause)
        self.compare(self.send(who, "POST", f"{task_id}/restore", tag), self.models[who].restore(task_id, tag, at))

    @rule(who=people, task_id=ids, tag=tags)
    def remove(self, who, task_id, tag):
        reply = self.send(who, "DELETE", f"{task_id}?permanently=true", tag)
        self.compare(reply, self.models[who].remove(task_id, tag))

    @rule(who=people, chosen=st.lists(ids, min_size=1, max_size=6), act=acts, pause=pauses)
    def batch(self, who, chosen, act, pause):
        at = self.later(pause)
        reply = self.browsers[who].post("/api/tasks/batch", json={"ids": chosen} | act)
        self.compare(reply, self.models[who].batch(chosen, act, at))

    @rule(who=people, task_id=ids)
    def show(self, who, task_id):
        self.compare(self.send(who, "GET", task_id, None), self.models[who].show(task_id))

    @rule(who=people, query=lists)
    def walk_there_and_back(self, who, query):
        expected = self.listed(who, query)
        there = list(walk(self.browsers[who], query, "next"))
        assert [task for page in there for task in page["tasks"]] == expected
        assert {page["total"] for page in there} == {len(expected)}
        back = list(walk(self.browsers[who], query, "previous", there[-1]["previous"])) if there[1:] else []
        assert [page["tasks"] for page in back] == [page["tasks"] for page in there[-2::-1]]

    @invariant()
    def each_has_their_own_tasks_and_numbers(self):
        for who, browser in enumerate(self.browsers):
            for is_trash in ("false", "true"):
                page = browser.get(f"/api/tasks?limit=100&deleted={is_trash}").json
                assert page["tasks"] == self.listed(who, {"sort": "created", "deleted": is_trash})
            numbers = browser.get("/api/analytics").json
            live = self.models[who].listed()
            assert numbers["total"] == len(live)
            assert [numbers[status] for status in STATUSES] == [len(oracle.having(live, [each])) for each in STATUSES]

    def listed(self, who, query):
        """The tasks that a list must show, in its order."""
        tasks = self.models[who].listed(is_trash=query.get("deleted") == "true")
        kinds = [query[name].split(",") if name in query else () for name in ("status", "priority")]
        tasks = oracle.searched(oracle.having(tasks, *kinds), query.get("q", ""))
        if "due" in query:
            tasks = oracle.due(tasks, query["due"], TODAY)
        if {"due_from", "due_to"} & query.keys():
            tasks = oracle.due_between(tasks, query.get("due_from"), query.get("due_to"))
        return [self.models[who].by_id[task_id] for task_id in oracle.ordered(tasks, query["sort"])]

    def later(self, pause):
        """Let some time pass; the instant, as the API writes it."""
        self.clock.advance(seconds=pause)
        return self.clock().strftime("%Y-%m-%dT%H:%M:%S.%fZ")

    def send(self, who, method, path, tag, **more):
        headers = {} if tag is None else {"If-Match": tag}
        return self.browsers[who].open(f"/api/tasks/{path}", method=method, headers=headers, **more)

    def compare(self, reply, expected):
        """What came back is what was to come: the status, and the task or the batch."""
        status, shown = expected
        assert reply.status_code == status, reply.text
        if shown is not None:
            assert (reply.json["current"] if status == 412 else reply.json) == shown
            assert reply.headers.get("ETag") in (None, f'"v{shown.get("version")}"')


def test_the_api_and_a_dictionary_agree_whatever_two_people_do(app, clock):
    machine = type("TwoPeopleHere", (TwoPeople,), {"app": app, "clock": clock})
    run_state_machine_as_test(machine, settings=LONG if os.environ.get("HEADWAY_AUDIT") == "1" else SHORT)
