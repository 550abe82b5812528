"""Migrations that old servers and busy tables survive: Squawk reads the SQL of each.

What must be done all the same is declared in the migration, with its reason:
`ACCEPTED = {"ban-drop-column": "nothing has read it since 0.4"}`.
"""

import io
import subprocess
import sys
from pathlib import Path

import pytest
from alembic.operations import Operations
from alembic.runtime.migration import MigrationContext

from headway.extensions import alembic

SQUAWK = Path(sys.executable).parent / "squawk"
# Matters of taste, and limits that every migration has already (headway/migrating.py).
TASTE = (
    "prefer-bigint-over-int,prefer-bigint-over-smallint,prefer-text-field,prefer-robust-stmts,prefer-identity,"
    "prefer-timestamptz,require-lock-timeout,require-statement-timeout,require-timeout-settings"
)
REFUSED = {
    "require-concurrent-index-creation": "CREATE INDEX ix_a ON tasks (title);",
    "require-concurrent-index-deletion": "DROP INDEX ix_a;",
    "adding-required-field": "ALTER TABLE tasks ADD COLUMN colour text NOT NULL;",
    "adding-not-nullable-field": "ALTER TABLE tasks ALTER COLUMN due_date SET NOT NULL;",
    "ban-drop-column": "ALTER TABLE tasks DROP COLUMN title;",
    "ban-drop-table": "DROP TABLE tasks;",
    "renaming-column": "ALTER TABLE tasks RENAME COLUMN title TO name;",
    "renaming-table": "ALTER TABLE tasks RENAME TO things;",
    "changing-column-type": "ALTER TABLE tasks ALTER COLUMN title TYPE text;",
    "constraint-missing-not-valid": "ALTER TABLE tasks ADD CONSTRAINT ck CHECK (version > 0);",
}
WELCOME = """
CREATE TABLE fresh (id uuid PRIMARY KEY);
CREATE INDEX ix_fresh ON fresh (id);
ALTER TABLE tasks ADD COLUMN colour text;
ALTER TABLE tasks ADD CONSTRAINT ck CHECK (version > 0) NOT VALID;
"""


@pytest.fixture
def objections(tmp_path):
    """What Squawk has against some SQL, a line each: `objections(sql, accepted=…)`."""

    def read(sql, accepted=()):
        (tmp_path / "migration.sql").write_text(sql)
        command = [SQUAWK, "--reporter=gcc", "--assume-in-transaction", "--exclude", ",".join([TASTE, *accepted])]
        done = subprocess.run([*command, tmp_path / "migration.sql"], capture_output=True, text=True)
        return [line for line in done.stdout.splitlines() if ": warning: " in line or ": error: " in line]

    return read


def sql_of(script):
    """The statements of a migration, as PostgreSQL would be sent them."""
    written = io.StringIO()
    context = MigrationContext.configure(
        dialect_name="postgresql", opts={"as_sql": True, "output_buffer": written, "literal_binds": True}
    )
    with Operations.context(context):
        script.module.upgrade()
    return written.getvalue()


def test_no_migration_stops_those_who_work_or_breaks_the_release_before(app, objections):
    with app.app_context():
        scripts = list(alembic.script_directory.walk_revisions())
        assert len(scripts) >= 3
        for script in scripts:
            accepted = getattr(script.module, "ACCEPTED", {})
            assert all(len(reason) > 10 for reason in accepted.values())
            assert objections(sql_of(script), accepted) == [], script.path


@pytest.mark.parametrize(("rule", "sql"), REFUSED.items(), ids=REFUSED.keys())
def test_what_would_is_refused(objections, rule, sql):
    assert any(rule in line for line in objections(sql)), objections(sql)
    assert objections(sql, [rule]) == []


def test_what_would_not_is_welcome(objections):
    assert objections(WELCOME) == []
