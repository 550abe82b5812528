"""The points ledger, the scores that follow from it, and the projection's place."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"

INSTANT = sa.DateTime(timezone=True)
POINTS = "points BETWEEN -4 AND 4 AND points <> 0"
COUNTED = "counted BETWEEN least(points, 0) AND greatest(points, 0)"
BOARD: list[str | sa.TextClause] = ["period", "starts_on", sa.text("(- points)"), "reached_at", "joined_at", "owner_id"]


def upgrade() -> None:
    """Create the tables of the leaderboard."""
    create_ledger()
    create_score_days()
    create_scores()
    create_projection()


def downgrade() -> None:
    """Drop them, and everybody's points with them."""
    for table in ("projection_mark", "projection_queue", "scores", "score_days", "ledger"):
        op.drop_table(table)


def create_ledger() -> None:
    """Points given and taken back, line by line."""
    op.create_table(
        "ledger",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("points", sa.SmallInteger(), nullable=False),
        sa.Column("counted", sa.SmallInteger(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "number", name="pk_ledger"),
        goes_with_owner("ledger"),
        sa.CheckConstraint(POINTS, name=op.f("ck_ledger_points")),
        sa.CheckConstraint(COUNTED, name=op.f("ck_ledger_counted")),
    )
    op.create_index("ix_ledger_task", "ledger", ["owner_id", "task_id", "number"])


def create_score_days() -> None:
    """The sums of each day, before the cap. Room on the pages lets updates stay where they are (HOT)."""
    op.create_table(
        "score_days",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("raw", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "day", name="pk_score_days"),
        goes_with_owner("score_days"),
        postgresql_with={"fillfactor": 80},
    )


def create_scores() -> None:
    """The points of each window, in the order of the board."""
    op.create_table(
        "scores",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("period", sa.SmallInteger(), nullable=False),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("points", sa.Integer(), nullable=False),
        sa.Column("completed", sa.Integer(), nullable=False),
        sa.Column("reached_at", INSTANT, nullable=False),
        sa.Column("joined_at", INSTANT, nullable=False),
        sa.Column("listed", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "period", "starts_on", name="pk_scores"),
        goes_with_owner("scores"),
        sa.CheckConstraint("period IN (0, 1, 2, 3)", name=op.f("ck_scores_period")),
    )
    op.create_index("ix_scores_board", "scores", BOARD, postgresql_where=sa.text("listed AND points > 0"))


def create_projection() -> None:
    """Whom the projection has yet to follow, and the name of its state."""
    op.create_table(
        "projection_queue",
        sa.Column("id", sa.BigInteger(), sa.Identity(), nullable=False),
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("since", INSTANT, nullable=False, server_default=sa.func.now()),
        sa.PrimaryKeyConstraint("id", name="pk_projection_queue"),
    )
    mark = op.create_table(
        "projection_mark",
        sa.Column("is_only", sa.Boolean(), nullable=False),
        sa.Column("name", sa.Uuid(), nullable=False),
        sa.PrimaryKeyConstraint("is_only", name="pk_projection_mark"),
        sa.CheckConstraint("is_only", name=op.f("ck_projection_mark_is_only")),
    )
    op.execute(mark.insert().values(is_only=True, name=sa.func.gen_random_uuid()))


def goes_with_owner(table: str) -> sa.ForeignKeyConstraint:
    """The rule that a row of `table` belongs to a person, and goes with them."""
    return sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=f"fk_{table}_owner_id", ondelete="CASCADE")
