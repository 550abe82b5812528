"""The counters: kept by every write in its own transaction, and verified against a recount."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import cast

from sqlalchemy import Boolean, Insert, Integer, Table, Uuid, bindparam, select
from sqlalchemy.dialects.postgresql import insert

from headway.accounts.tallies import Held
from headway.activity import Change
from headway.database import Write, rows_of_arrays
from headway.tasks.models import Count
from headway.tasks.snapshot import Snapshot
from headway.tasks.states import PRIORITY, STATUS, Priority, Status

COUNTS = cast(Table, Count.__table__)
Kind = tuple[bool, Status, Priority]


def count(tally: Held, changes: Sequence[Change[Snapshot]], at: datetime) -> Iterable[Write]:
    """The move of the counters of the tally's owner by what `changes` make of them together, if any."""
    moved = _differences(changes)
    if not moved:
        return
    trashed, statuses, priorities = zip(*moved, strict=True)
    yield Write(
        UPSERT,
        {
            "counts_owner": tally.owner_id,
            "moved_trashed": list(trashed),
            "moved_status": list(statuses),
            "moved_priority": list(priorities),
            "moved_tasks": list(moved.values()),
        },
    )


def _differences(changes: Sequence[Change[Snapshot]]) -> dict[Kind, int]:
    differences: Counter[Kind] = Counter()
    for change in changes:
        if change.before:
            differences[_kind(change.before)] -= 1
        if change.after:
            differences[_kind(change.after)] += 1
    return {kind: difference for kind, difference in differences.items() if difference}


def _kind(task: Snapshot) -> Kind:
    return task.is_trashed, task.status, task.priority


def _upsert() -> Insert:
    moved = rows_of_arrays("moved", {"trashed": Boolean(), "status": STATUS, "priority": PRIORITY, "tasks": Integer()})
    rows = insert(COUNTS).from_select(
        ["owner_id", *moved.c.keys()], select(bindparam("counts_owner", type_=Uuid()), *moved.c)
    )
    return rows.on_conflict_do_update(
        index_elements=["owner_id", "trashed", "status", "priority"],
        set_={"tasks": Count.tasks + rows.excluded.tasks},
    )


UPSERT = _upsert()
