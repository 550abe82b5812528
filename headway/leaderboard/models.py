"""The points ledger, what follows from it, and how far the projection in Valkey has followed."""

from datetime import date, datetime
from uuid import UUID

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Identity, Index, SmallInteger, func, text
from sqlalchemy.orm import Mapped, mapped_column

from headway.database import Base
from headway.leaderboard.windows import PERIOD, Period

LISTED = text("listed AND points > 0")


class Line(Base):
    """One line of a person's ledger, never changed: points given for a task or taken back.

    `day` is the board's day of the task's first completion, whatever later happens to it. `counted` is what the daily
    cap let through. A person's `number`s have no gaps.
    """

    __tablename__ = "ledger"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    number: Mapped[int] = mapped_column(primary_key=True, autoincrement=False)
    # No foreign key: the points of a task that is gone for good are taken back, not forgotten.
    task_id: Mapped[UUID] = mapped_column()
    day: Mapped[date]
    points: Mapped[int] = mapped_column(SmallInteger)
    counted: Mapped[int] = mapped_column(SmallInteger)
    at: Mapped[datetime] = mapped_column()

    __table_args__ = (
        CheckConstraint("points BETWEEN -4 AND 4 AND points <> 0", name="points"),
        CheckConstraint("counted BETWEEN least(points, 0) AND greatest(points, 0)", name="counted"),
        Index("ix_ledger_task", owner_id, task_id, number),
    )


class ScoreDay(Base):
    """A person's day: `raw` is the sum of its lines before the cap, `completed` its net awards."""

    __tablename__ = "score_days"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    day: Mapped[date] = mapped_column(primary_key=True)
    raw: Mapped[int]
    completed: Mapped[int]

    # Neither number is in an index: with room on the page an update stays there (HOT).
    __table_args__ = ({"postgresql_with": {"fillfactor": 80}},)


class Score(Base):
    """A person's points in one window: the sum of its days, each after the cap.

    `joined_at` is when the account was made and `listed` whether its person may be seen: they stand here so that the
    order of the board, ties included, is one index. No rule says that numbers are not negative: PostgreSQL checks the
    row that an upsert proposes, which is a difference.
    """

    __tablename__ = "scores"

    owner_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"), primary_key=True)
    period: Mapped[Period] = mapped_column(PERIOD, primary_key=True)
    starts_on: Mapped[date] = mapped_column(primary_key=True)
    points: Mapped[int]
    completed: Mapped[int]
    reached_at: Mapped[datetime] = mapped_column()
    joined_at: Mapped[datetime] = mapped_column()
    listed: Mapped[bool]

    # Points are negated so that all keys ascend: what comes before or after a row is then one range of the index.
    __table_args__ = (
        PERIOD.check("period"),
        Index(
            "ix_scores_board",
            period,
            starts_on,
            text("(- points)"),
            reached_at,
            joined_at,
            owner_id,
            postgresql_where=LISTED,
        ),
    )


class Waiting(Base):
    """A person whose scores the projection has yet to follow.

    A row for each write, and no key by which rows of one person would meet: writers would wait for the projector, and
    it for them.
    """

    __tablename__ = "projection_queue"

    id: Mapped[int] = mapped_column(BigInteger, Identity(), primary_key=True)
    owner_id: Mapped[UUID]
    since: Mapped[datetime] = mapped_column(server_default=func.now())


class ProjectionMark(Base):
    """The one row that names the state of the projection which follows these tables; Valkey keeps the same name.

    Each step makes a new name: a projection from an older file, or beside a database from an older backup, has another.
    """

    __tablename__ = "projection_mark"

    is_only: Mapped[bool] = mapped_column(primary_key=True, default=True)
    name: Mapped[UUID]

    __table_args__ = (CheckConstraint("is_only", name="is_only"),)
