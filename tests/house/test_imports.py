"""Imports point one way: a feature may know those before it in the chain, never those after it."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

PACKAGE = Path(__file__).parents[2] / "headway"
FOUNDATION = {"breaker", "clock", "coded", "config", "database", "errors", "extensions", "maintenance"}
FOUNDATION |= {"migrating", "patience", "prepared", "progress", "statements"}
RANKS = [
    FOUNDATION,
    {"starting"},
    {"web"},
    {"accounts"},
    {"activity"},
    {"tasks"},
    {"analytics", "leaderboard", "realtime"},
]
RANKS += [{"export"}, {"demo", "backup"}, {"pages"}, {"doctor"}, {"app"}]
RANKS += [{"logs", "launching", "leaving", "unreadable"}, {"serving"}, {"cli"}]
RANK = {part: rank for rank, parts in enumerate(RANKS) for part in parts}
MODULES = sorted(
    path for path in PACKAGE.rglob("*.py") if "embedded" not in path.parts and "migrations" not in path.parts
)


def imported_parts(path: Path) -> Iterator[tuple[ast.AST, str]]:
    """The parts of Headway that a module imports, with the statement."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.module == "headway":
            yield from ((node, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("headway."):
            yield node, str(node.module).split(".")[1]
        elif isinstance(node, ast.Import):
            yield from ((node, name.name.split(".")[1]) for name in node.names if name.name.startswith("headway."))


def part_of(path: Path) -> str:
    """The part that a module belongs to."""
    return path.relative_to(PACKAGE).parts[0].removesuffix(".py")


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_a_module_imports_only_what_stands_before_it(path):
    own = part_of(path)
    wrong = [
        part
        for _, part in imported_parts(path)
        if part not in ("embedded", own) and RANK.get(part, 99) > RANK.get(own, -1) and own != "__init__"
    ]
    assert wrong == []


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(PACKAGE)))
def test_no_import_hides_in_a_function(path):
    tree = ast.parse(path.read_text())
    functions = [node for node in ast.walk(tree) if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)]
    hidden = [node.lineno for f in functions for node in ast.walk(f) if isinstance(node, ast.Import | ast.ImportFrom)]
    assert hidden == []


def test_the_embedded_servers_know_nothing_of_the_application():
    for path in (PACKAGE / "embedded").rglob("*.py"):
        assert [part for _, part in imported_parts(path) if part != "embedded"] == []
