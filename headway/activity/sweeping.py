"""Old events, removed: whoever was away for longer than they are kept reads everything anew."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import bindparam, delete, func, select

from headway import maintenance
from headway.activity.models import Event
from headway.database import transaction
from headway.extensions import db

CHORE = "events"
EVERY_SECONDS = 86_400.0
KEPT = timedelta(days=30)
PEOPLE = 200  # whose old events go in one statement

# A person's events go from the first to the last that is old, and all at once: what is left has no gaps, also where the
# clocks of servers differed.
OLD = (
    select(Event.owner_id, func.max(Event.number).label("last"))
    .where(Event.at < bindparam("before"))
    .group_by(Event.owner_id)
    .limit(PEOPLE)
    .cte("old")
)
REMOVE = (
    delete(Event)
    .where(Event.owner_id == OLD.c.owner_id, Event.number <= OLD.c.last)
    .execution_options(synchronize_session=False)
)


def sweep_alone(at: datetime) -> None:
    """Sweep, unless another process does it at this moment."""
    with maintenance.alone(CHORE) as is_mine:
        if is_mine:
            sweep(at)


def sweep(at: datetime) -> None:
    """Remove the events that are more than 30 days older than `at` (UTC)."""
    while _remove_some(at - KEPT):
        pass


def _remove_some(before: datetime) -> int:
    with transaction():
        removed: Any = db.session.execute(REMOVE, {"before": before})
        return int(removed.rowcount)
