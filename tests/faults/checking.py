"""What must be there after all that was heard, beside what is there: by SQL and through the API."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from tests.faults.ledger import OK, UNKNOWN, Ledger
from tests.faults.writing import STATUSES, Writer

State = tuple[str, str, bool, int] | None  # title, status, in the trash, version; None: not there


@dataclass
class Verdict:
    """What became of the writes of one or many people."""

    acknowledged: int = 0
    unknown: int = 0
    lost: list[str] = field(default_factory=list)
    duplicated: list[str] = field(default_factory=list)

    def add(self, other: "Verdict") -> None:
        """Count another one in."""
        self.acknowledged += other.acknowledged
        self.unknown += other.unknown
        self.lost += other.lost
        self.duplicated += other.duplicated


def judge(writer: Writer, stored: dict[str, State], titles: Counter[str]) -> Verdict:
    """Compare the person's ledger with what is `stored` by id, and with how often each title is there."""
    verdict = Verdict()
    possible = replay(writer.ledger, verdict)
    nameless = {}
    for operation in writer.ledger.read():
        if operation.act == "create nameless":
            nameless[operation.key] = operation.outcome
    for task_id, states in possible.items():
        if stored.get(task_id) not in states:
            verdict.lost.append(f"{task_id} is {stored.get(task_id)} and must be one of {states}")
    for title, outcome in nameless.items():
        if titles[title] > 1:
            verdict.duplicated.append(f"{title} is there {titles[title]} times")
        if outcome == OK and not titles[title]:
            verdict.lost.append(f"{title} is not there")
    known = {state[0] for states in possible.values() for state in states if state} | set(nameless)
    verdict.duplicated += [f"{title}: {number} times" for title, number in titles.items() if number > 1]
    verdict.duplicated += [f"{title} was never asked for" for title in titles if title not in known]
    return verdict


def replay(ledger: Ledger, verdict: Verdict) -> dict[str, set[State]]:
    """The states in which each task may be: one where all is known, two where the last act on it is not."""
    possible: dict[str, set[State]] = {}
    for operation in ledger.read():
        verdict.acknowledged += operation.outcome == OK
        verdict.unknown += operation.outcome == UNKNOWN
        if operation.act == "create nameless":
            continue
        before = possible.get(operation.key, {None})
        after = {changed(state, operation.act, operation.value) for state in before}
        possible[operation.key] = after if operation.outcome == OK else before | after
    return possible


def changed(state: State, act: str, value: Any) -> State:
    """What an act makes of a task."""
    if act == "create":
        return (value["title"], "pending", False, 1)
    assert state is not None, "only what was acknowledged is changed"
    title, status, is_trashed, version = state
    if act == "change":
        return (value["title"], value["status"], is_trashed, version + 1)
    return (title, status, value["trashed"], version + 1)


def stored_by_sql(connection, owner_id: str) -> dict[str, State]:
    """The person's tasks as the database has them."""
    rows = connection.execute(
        "SELECT id, title, status, deleted_at IS NOT NULL, version FROM tasks WHERE owner_id = %s", [owner_id]
    )
    return {
        str(task_id): (title, STATUSES[status], trashed, version) for task_id, title, status, trashed, version in rows
    }


def stored_by_api(writer: Writer) -> dict[str, State]:
    """The person's tasks as a client sees them, page by page, the trash included; each is seen once."""
    found: dict[str, State] = {}
    for query in ({}, {"deleted": "true"}):
        cursor, total, seen = None, 0, 0
        while True:
            more = {"cursor": cursor} if cursor else {}
            reply = writer.visitors[0].call("GET", "/api/tasks", params={"limit": "100", **query, **more})
            page = reply.json()
            for task in page["tasks"]:
                assert task["id"] not in found, f"{task['id']} is listed twice"
                found[task["id"]] = (task["title"], task["status"], task["deleted_at"] is not None, task["version"])
            seen, total, cursor = seen + len(page["tasks"]), page["total"], page["next"]
            if cursor is None:
                break
        assert seen == total
    return found


def check_numbers(writer: Writer, stored: dict[str, State]) -> None:
    """The person's analytics equal what a client counts itself."""
    live = [state for state in stored.values() if state and not state[2]]
    numbers = writer.visitors[0].call("GET", "/api/analytics").json()
    counted = Counter(state[1] for state in live)
    assert numbers["total"] == len(live)
    assert {status: numbers[status] for status in STATUSES} == {status: counted[status] for status in STATUSES}


def judge_all(connection, writers: list[Writer]) -> Verdict:
    """Everybody's verdict, from both sides, which must agree."""
    total = Verdict()
    for writer in writers:
        stored = stored_by_sql(connection, str(writer.user["id"]))
        assert stored_by_api(writer) == stored
        check_numbers(writer, stored)
        total.add(judge(writer, stored, Counter(state[0] for state in stored.values() if state)))
    return total
