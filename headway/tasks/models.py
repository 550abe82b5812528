"""Tasks, and how many of them each person has."""

from datetime import date, datetime, time
from uuid import UUID

from sqlalchemy import CheckConstraint, Computed, DateTime, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from headway.database import Base
from headway.tasks.states import PRIORITY, STATUS, Priority, Status

LONGEST_TITLE = 200
LONGEST_DESCRIPTION = 10_000
# Untimed tasks come after the timed ones of their day; not at 24:00, which would tie with the next day's 00:00.
DUE_KEY = "coalesce(due_date + coalesce(due_time, time '23:59:59'), timestamp '9999-12-31 00:00:00')"
LIVE = text("deleted_at IS NULL")
LIVE_COMPLETED = text("deleted_at IS NULL AND status = 2")
TRASHED = text("deleted_at IS NOT NULL")


class Task(Base):
    """One thing to do.

    Keys of sorting and searching are kept beside the texts: the case folding is Python's, since PostgreSQL's `lower`
    knows fewer letters, and the order is that of code points, which no new version of a locale can move. `due_key` is
    never null, so that no page key is.
    """

    __tablename__ = "tasks"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    id: Mapped[UUID] = mapped_column(primary_key=True)
    title: Mapped[str] = mapped_column(String(LONGEST_TITLE))
    title_key: Mapped[str] = mapped_column(Text(collation="C"))
    description: Mapped[str] = mapped_column(Text)
    description_key: Mapped[str] = mapped_column(Text(collation="C"))
    status: Mapped[Status] = mapped_column(STATUS)
    priority: Mapped[Priority] = mapped_column(PRIORITY)
    due_date: Mapped[date | None]
    due_time: Mapped[time | None]
    due_key: Mapped[datetime] = mapped_column(DateTime(timezone=False), Computed(DUE_KEY, persisted=True))
    created_at: Mapped[datetime] = mapped_column()
    updated_at: Mapped[datetime] = mapped_column()
    completed_at: Mapped[datetime | None] = mapped_column()
    deleted_at: Mapped[datetime | None] = mapped_column()
    version: Mapped[int]

    # A list is an ordered range of one index for each status and priority that it wants, so each order needs its index.
    # Every write moves `updated_at`, so no update could stay on its page without index entries (HOT), and room left on
    # the pages would not pay.
    __table_args__ = (
        STATUS.check("status"),
        PRIORITY.check("priority"),
        CheckConstraint("char_length(title) BETWEEN 1 AND 200", name="title"),
        CheckConstraint("char_length(description) <= 10000", name="description"),
        CheckConstraint("due_date BETWEEN date '1970-01-01' AND date '2199-12-31'", name="due_date"),
        CheckConstraint("due_time IS NULL OR due_date IS NOT NULL", name="due_time"),
        CheckConstraint("(status = 2) = (completed_at IS NOT NULL)", name="completed_at"),
        CheckConstraint("version >= 1", name="version"),
        Index("ix_tasks_newest", "owner_id", "created_at", "id", postgresql_where=LIVE),
        Index("ix_tasks_created", "owner_id", "status", "priority", "created_at", "id", postgresql_where=LIVE),
        Index("ix_tasks_updated", "owner_id", "status", "priority", "updated_at", "id", postgresql_where=LIVE),
        Index("ix_tasks_due", "owner_id", "status", "priority", "due_key", "id", postgresql_where=LIVE),
        Index("ix_tasks_title", "owner_id", "status", "priority", "title_key", "id", postgresql_where=LIVE),
        Index("ix_tasks_completed", "owner_id", "completed_at", postgresql_where=LIVE_COMPLETED),
        Index("ix_tasks_trash", "owner_id", "deleted_at", "id", postgresql_where=TRASHED),
    )


class Count(Base):
    """How many tasks of one kind a person has: at most 18 rows a person, and every total is a sum of some of them."""

    __tablename__ = "counts"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    trashed: Mapped[bool] = mapped_column(primary_key=True)
    status: Mapped[Status] = mapped_column(STATUS, primary_key=True)
    priority: Mapped[Priority] = mapped_column(PRIORITY, primary_key=True)
    # No rule says that it is not negative: PostgreSQL checks the row that an upsert proposes, which is a difference.
    tasks: Mapped[int]

    # Every write updates some of these rows: half-empty pages keep the new versions on the same page (HOT).
    __table_args__ = ({"postgresql_with": {"fillfactor": 50}},)
