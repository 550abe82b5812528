"""People, their sessions and tallies, and the waits of those who guess."""

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None

INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Create the tables of accounts."""
    create_users()
    create_sessions()
    create_tallies()
    create_throttle()


def downgrade() -> None:
    """Drop them, and everybody's account with them."""
    for table in ("throttle", "tallies", "sessions", "users"):
        op.drop_table(table)


def create_users() -> None:
    """The people."""
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("email_key", sa.String(254), nullable=False),
        sa.Column("name", sa.String(100), nullable=False),
        sa.Column("password_hash", sa.Text(), nullable=False),
        sa.Column("timezone", sa.String(64), nullable=False),
        sa.Column("leaderboard", sa.String(16), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("disabled_at", INSTANT),
        sa.Column("deleted_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_users"),
        sa.UniqueConstraint("email_key", name="uq_users_email_key"),
        sa.CheckConstraint("email_key <> '' AND name <> ''", name=op.f("ck_users_named")),
        sa.CheckConstraint("leaderboard IN ('name', 'anonymous', 'hidden')", name=op.f("ck_users_leaderboard")),
        sa.CheckConstraint("password_hash LIKE '$argon2id$%'", name=op.f("ck_users_password_hash")),
        sa.CheckConstraint("deleted_at IS NULL OR disabled_at IS NOT NULL", name=op.f("ck_users_deleted_is_disabled")),
    )
    op.create_index("ix_users_deleted_at", "users", ["deleted_at"], postgresql_where=sa.text("deleted_at IS NOT NULL"))


def create_sessions() -> None:
    """The devices that they are signed in on."""
    op.create_table(
        "sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("refresh_jti", sa.String(64), nullable=False),
        sa.Column("previous_jti", sa.String(64)),
        sa.Column("user_agent", sa.String(300), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("last_used_at", INSTANT, nullable=False, server_default=sa.func.now()),
        sa.Column("idle_until", INSTANT, nullable=False),
        sa.Column("absolute_until", INSTANT, nullable=False),
        sa.Column("revoked_at", INSTANT),
        sa.PrimaryKeyConstraint("id", name="pk_sessions"),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name="fk_sessions_user_id", ondelete="CASCADE"),
        sa.CheckConstraint("idle_until <= absolute_until", name=op.f("ck_sessions_idle_within_absolute")),
        sa.CheckConstraint("previous_jti IS DISTINCT FROM refresh_jti", name=op.f("ck_sessions_rotated")),
    )
    op.create_index("ix_sessions_user_id", "sessions", ["user_id"])


def create_tallies() -> None:
    """The lock of each person's writes, and the numbers that it hands out."""
    op.create_table(
        "tallies",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("event_number", sa.Integer(), nullable=False),
        sa.Column("line_number", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", name="pk_tallies"),
        sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name="fk_tallies_owner_id", ondelete="CASCADE"),
        postgresql_with={"fillfactor": 50},
    )


def create_throttle() -> None:
    """The attempts that are counted, each line until its window ends."""
    op.create_table(
        "throttle",
        sa.Column("line", sa.String(64), nullable=False),
        sa.Column("attempts", sa.Integer(), nullable=False),
        sa.Column("ends_at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("line", name="pk_throttle"),
        sa.CheckConstraint("attempts >= 0", name=op.f("ck_throttle_attempts")),
    )
