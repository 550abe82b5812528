"""What happened to a person's tasks, in order."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, Index
from sqlalchemy.orm import Mapped, mapped_column

from headway.coded import Coded, CodedEnum
from headway.database import Base


class ChangeKind(CodedEnum):
    """What an act did to a task; `removed` means for good."""

    CREATED = "created", 1
    UPDATED = "updated", 2
    DELETED = "deleted", 3
    RESTORED = "restored", 4
    REMOVED = "removed", 5


CHANGE = Coded(ChangeKind)


class Event(Base):
    """One change of one task. A person's `number`s have no gaps and follow the order of commits."""

    __tablename__ = "events"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # No foreign key: the event of a task that is gone for good stays.
    task_id: Mapped[UUID]
    version: Mapped[int]
    change: Mapped[ChangeKind] = mapped_column(CHANGE)
    at: Mapped[datetime] = mapped_column()

    __table_args__ = (
        CHANGE.check("change"),
        # Rows come in the order of time, so a few pages of ranges are enough to find the old ones.
        Index("ix_events_at", at, postgresql_using="brin"),
    )
