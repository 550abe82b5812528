"""Snapshots into rows: one statement for one task or two hundred, and only the columns that an act changed."""

from collections.abc import Iterable, Sequence
from dataclasses import fields
from datetime import datetime
from functools import lru_cache
from typing import Any, cast

from sqlalchemy import ARRAY, Table, Update, Uuid, any_, bindparam, delete, update
from sqlalchemy.dialects.postgresql import insert

from headway import activity
from headway.accounts.tallies import Held
from headway.activity import Change, ChangeKind
from headway.database import AfterCommit, Write, rows_of_arrays, run
from headway.tasks.models import Task
from headway.tasks.snapshot import Snapshot

NAMES = tuple(field.name for field in fields(Snapshot))
KEYS = {"title": "title_key", "description": "description_key"}
TASKS = cast(Table, Task.__table__)
NEW: dict[str, Any] = {name: bindparam(name) for name in ("owner_id", *NAMES, *KEYS.values())}
INSERT = insert(TASKS).values(NEW).on_conflict_do_nothing(index_elements=["owner_id", "id"]).returning(TASKS.c.id)
REMOVE = delete(TASKS).where(
    TASKS.c.owner_id == bindparam("owner"), TASKS.c.id == any_(bindparam("removed", type_=ARRAY(Uuid())))
)


def add(tally: Held, task: Snapshot, at: datetime, after_commit: AfterCommit) -> bool:
    """Store a new task of the tally's owner; False, and nothing done, when its id is taken."""
    values = {name: getattr(task, name) for name in (*NAMES, *KEYS.values())}
    if not run(INSERT, {"owner_id": tally.owner_id, **values}):
        return False
    _tell(tally, [Change(ChangeKind.CREATED, None, task)], at, after_commit)
    return True


def save(
    tally: Held, kind: ChangeKind, pairs: Iterable[tuple[Snapshot, Snapshot]], at: datetime, after_commit: AfterCommit
) -> None:
    """Store each (before, after) of the owner's tasks that differ; what stayed the same leaves no trace."""
    changed = [(before, after) for before, after in pairs if before != after]
    if not changed:
        return
    names = _names_of_difference(changed)
    values = {f"new_{name}": [getattr(after, name) for _, after in changed] for name in ("id", *names)}
    act = Write(_update(names), {"owner": tally.owner_id} | values)
    _tell(tally, [Change(kind, before, after) for before, after in changed], at, after_commit, act)


def remove(tally: Held, tasks: Sequence[Snapshot], at: datetime, after_commit: AfterCommit) -> None:
    """Delete the owner's tasks for good; none of them is nothing to do."""
    if not tasks:
        return
    act = Write(REMOVE, {"owner": tally.owner_id, "removed": [task.id for task in tasks]})
    _tell(tally, [Change(ChangeKind.REMOVED, task, None) for task in tasks], at, after_commit, act)


def _tell(
    tally: Held, changes: Sequence[Change[Snapshot]], at: datetime, after_commit: AfterCommit, *act: Write
) -> None:
    activity.record(tally, changes, at, act)
    after_commit(activity.announce, tally.owner_id, changes)


def _names_of_difference(pairs: Iterable[tuple[Snapshot, Snapshot]]) -> tuple[str, ...]:
    """The columns in which any of the pairs differs, always in the same order."""
    differing = {name for before, after in pairs for name in NAMES if getattr(before, name) != getattr(after, name)}
    differing |= {KEYS[name] for name in differing & KEYS.keys()}
    return tuple(sorted(differing))


@lru_cache(maxsize=256)
def _update(names: tuple[str, ...]) -> Update:
    """The update of the columns `names` from one array each, in step with an array of ids."""
    new = rows_of_arrays("new", {name: TASKS.c[name].type for name in ("id", *names)})
    is_same = (TASKS.c.owner_id == bindparam("owner"), TASKS.c.id == new.c.id)
    return update(TASKS).where(*is_same).values({name: new.c[name] for name in names})
