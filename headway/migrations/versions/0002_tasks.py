"""Tasks, how many there are of each kind, and what happened to them."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"

INSTANT = sa.DateTime(timezone=True)
DUE_KEY = "coalesce(due_date + coalesce(due_time, time '23:59:59'), timestamp '9999-12-31 00:00:00')"
LIVE = "deleted_at IS NULL"
# One index for each order of a list, under every status and priority.
ORDERS = {"created": "created_at", "updated": "updated_at", "due": "due_key", "title": "title_key"}


def upgrade() -> None:
    """Create the tables of tasks and events."""
    create_tasks()
    index_tasks()
    create_counts()
    create_events()


def downgrade() -> None:
    """Drop them, and everybody's tasks with them."""
    for table in ("events", "counts", "tasks"):
        op.drop_table(table)


def create_tasks() -> None:
    """The tasks, with the rules that hold for each row alone."""
    op.create_table(
        "tasks",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.String(200), nullable=False),
        sa.Column("title_key", sa.Text(collation="C"), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("description_key", sa.Text(collation="C"), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("due_date", sa.Date()),
        sa.Column("due_time", sa.Time()),
        sa.Column("due_key", sa.DateTime(), sa.Computed(DUE_KEY, persisted=True), nullable=False),
        sa.Column("created_at", INSTANT, nullable=False),
        sa.Column("updated_at", INSTANT, nullable=False),
        sa.Column("completed_at", INSTANT),
        sa.Column("deleted_at", INSTANT),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "id", name="pk_tasks"),
        goes_with_owner("tasks"),
        sa.CheckConstraint("status IN (0, 1, 2)", name=op.f("ck_tasks_status")),
        sa.CheckConstraint("priority IN (1, 2, 3)", name=op.f("ck_tasks_priority")),
        sa.CheckConstraint("char_length(title) BETWEEN 1 AND 200", name=op.f("ck_tasks_title")),
        sa.CheckConstraint("char_length(description) <= 10000", name=op.f("ck_tasks_description")),
        sa.CheckConstraint("due_date BETWEEN date '1970-01-01' AND date '2199-12-31'", name=op.f("ck_tasks_due_date")),
        sa.CheckConstraint("due_time IS NULL OR due_date IS NOT NULL", name=op.f("ck_tasks_due_time")),
        sa.CheckConstraint("(status = 2) = (completed_at IS NOT NULL)", name=op.f("ck_tasks_completed_at")),
        sa.CheckConstraint("version >= 1", name=op.f("ck_tasks_version")),
    )


def index_tasks() -> None:
    """The orders of lists, the completions by day, and the trash."""
    live = sa.text(LIVE)
    op.create_index("ix_tasks_newest", "tasks", ["owner_id", "created_at", "id"], postgresql_where=live)
    for name, key in ORDERS.items():
        columns = ["owner_id", "status", "priority", key, "id"]
        op.create_index(f"ix_tasks_{name}", "tasks", columns, postgresql_where=live)
    completed = sa.text(f"{LIVE} AND status = 2")
    op.create_index("ix_tasks_completed", "tasks", ["owner_id", "completed_at"], postgresql_where=completed)
    trashed = sa.text("deleted_at IS NOT NULL")
    op.create_index("ix_tasks_trash", "tasks", ["owner_id", "deleted_at", "id"], postgresql_where=trashed)


def create_counts() -> None:
    """How many tasks of each kind a person has. Half-empty pages let updates stay where they are (HOT)."""
    op.create_table(
        "counts",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("trashed", sa.Boolean(), nullable=False),
        sa.Column("status", sa.SmallInteger(), nullable=False),
        sa.Column("priority", sa.SmallInteger(), nullable=False),
        sa.Column("tasks", sa.Integer(), nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "trashed", "status", "priority", name="pk_counts"),
        goes_with_owner("counts"),
        postgresql_with={"fillfactor": 50},
    )


def create_events() -> None:
    """What happened to a person's tasks, numbered in the order of commits."""
    op.create_table(
        "events",
        sa.Column("owner_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("task_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("change", sa.SmallInteger(), nullable=False),
        sa.Column("at", INSTANT, nullable=False),
        sa.PrimaryKeyConstraint("owner_id", "number", name="pk_events"),
        goes_with_owner("events"),
        sa.CheckConstraint("change IN (1, 2, 3, 4, 5)", name=op.f("ck_events_change")),
    )
    op.create_index("ix_events_at", "events", ["at"], postgresql_using="brin")


def goes_with_owner(table: str) -> sa.ForeignKeyConstraint:
    """The rule that a row of `table` belongs to a person, and goes with them."""
    return sa.ForeignKeyConstraint(["owner_id"], ["users.id"], name=f"fk_{table}_owner_id", ondelete="CASCADE")
