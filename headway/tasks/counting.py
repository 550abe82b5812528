"""The counters: kept by every write in its own transaction, and verified against a recount."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import ARRAY, Boolean, Insert, Integer, Uuid, bindparam, column, func, select
from sqlalchemy.dialects.postgresql import insert

from headway.accounts.tallies import Tally
from headway.activity import Change
from headway.extensions import db
from headway.tasks.models import Count
from headway.tasks.snapshot import Snapshot
from headway.tasks.states import PRIORITY, STATUS, Priority, Status

Kind = tuple[bool, Status, Priority]


def count(tally: Tally, changes: Sequence[Change[Snapshot]], at: datetime) -> None:
    """Move the counters of the tally's owner by what `changes` make of them together."""
    moved = _differences(changes)
    if not moved:
        return
    trashed, statuses, priorities = zip(*moved, strict=True)
    db.session.execute(
        UPSERT,
        {
            "counts_owner": tally.owner_id,
            "counts_trashed": list(trashed),
            "counts_statuses": list(statuses),
            "counts_priorities": list(priorities),
            "counts_tasks": list(moved.values()),
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
    columns: dict[str, Any] = {"trashed": Boolean(), "statuses": STATUS, "priorities": PRIORITY, "tasks": Integer()}
    arrays = (bindparam(f"counts_{name}", type_=ARRAY(kind)) for name, kind in columns.items())
    moved = func.unnest(*arrays).table_valued(*(column(name, kind) for name, kind in columns.items()), name="moved")
    rows = insert(Count).from_select(
        ["owner_id", "trashed", "status", "priority", "tasks"],
        select(bindparam("counts_owner", type_=Uuid()), *moved.c),
    )
    return rows.on_conflict_do_update(
        index_elements=["owner_id", "trashed", "status", "priority"],
        set_={"tasks": Count.tasks + rows.excluded.tasks},
    )


UPSERT = _upsert()
