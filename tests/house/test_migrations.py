"""Migrations are numbered, in one line, without a branch."""

import re
from pathlib import Path

import pytest

from headway.extensions import alembic

VERSIONS = Path(__file__).parents[2] / "headway/migrations/versions"


def test_each_migration_follows_the_one_before_it():
    files = sorted(path for path in VERSIONS.glob("*.py") if path.name != "__init__.py")
    numbers = [path.name[:4] for path in files]
    assert numbers == [f"{number:04}" for number in range(1, len(files) + 1)]
    before = None
    for path, number in zip(files, numbers, strict=True):
        text = path.read_text()
        assert re.search(r'^revision(?:: str)? = "(\d+)"', text, re.MULTILINE).group(1) == number
        found = re.search(r'^down_revision(?:: [^=]+)? = (?:"(\d+)"|None)', text, re.MULTILINE)
        assert found.group(1) == before
        before = number


# PostgreSQL gives back a generated column's expression in its own words, which Alembic warns that it cannot compare.
@pytest.mark.filterwarnings("ignore:Computed default on tasks.due_key")
def test_the_models_are_what_the_migrations_make(app):
    with app.app_context():
        assert alembic.compare_metadata() == []
