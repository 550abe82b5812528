"""A person's tally row: the one lock of all that they write, and the numbers that it hands out.

Every write of a person's tasks begins with `lock`, in a statement of its own. That gives one lock order (so no
deadlock), counters that never drift, and event numbers without gaps in the order of commits, which a sequence of the
database cannot give: it hands out numbers before the commit.
"""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ForeignKey, bindparam, select
from sqlalchemy.orm import Mapped, mapped_column

from headway.database import Base, run
from headway.errors import NotSignedIn


class Tally(Base):
    """The newest numbers of a person's event rows and ledger lines."""

    __tablename__ = "tallies"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    event_number: Mapped[int] = mapped_column(default=0)
    line_number: Mapped[int] = mapped_column(default=0)

    # Every write updates this row: in half-empty pages its new version stays nearby and needs no index entry (HOT).
    __table_args__ = ({"postgresql_with": {"fillfactor": 50}},)


@dataclass
class Held:
    """A person's newest numbers while their row is locked; `activity.record` writes what it hands out."""

    owner_id: UUID
    event_number: int
    line_number: int


LOCK = (
    select(Tally.owner_id, Tally.event_number, Tally.line_number)
    .where(Tally.owner_id == bindparam("owner"))
    .with_for_update()
)


def lock(owner_id: UUID) -> Held:
    """The person's numbers, their row locked until the transaction ends; their other writes wait here.

    Raises `NotSignedIn` when the account was deleted since the request began.
    """
    for row in run(LOCK, {"owner": owner_id}):
        return Held(*row)
    raise NotSignedIn
