"""What others wrote is served as they published it, with their licence, and is told apart from what is ours."""

import hashlib
import json
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
VENDOR = ROOT / "headway/static/js/vendor"
ROWS = {row["target"]: row for row in tomllib.loads((ROOT / "tools/vendored.toml").read_text())["file"]}
FILES = sorted(path.relative_to(VENDOR).as_posix() for path in VENDOR.rglob("*") if path.is_file())


def test_every_file_has_a_row_and_every_row_a_file():
    assert sorted(ROWS) == FILES


@pytest.mark.parametrize("target", FILES)
def test_a_file_is_what_its_row_says(target):
    assert hashlib.sha256((VENDOR / target).read_bytes()).hexdigest() == ROWS[target]["sha256"]


@pytest.mark.parametrize("target", FILES)
def test_a_folder_holds_one_version_and_its_licence(target):
    folder = Path(target).parent.as_posix()
    beside = [row for other, row in ROWS.items() if Path(other).parent.as_posix() == folder]
    assert f"{folder}/LICENSE.txt" in ROWS
    assert len({(row["package"], row["version"]) for row in beside}) == 1


def test_the_linter_leaves_it_alone():
    assert VENDOR.relative_to(ROOT).as_posix() in json.loads((ROOT / ".oxlintrc.json").read_text())["ignorePatterns"]
