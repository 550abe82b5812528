"""Every attack of docs/security.md in its long form, and a table in build/audit.md of how often it was tried."""

import json
import os
import re
import subprocess
import sys

from tools.audit.environments import ROOT

PAGE, TALLY, TABLE = ROOT / "docs/security.md", ROOT / "build/attacks.json", ROOT / "build/audit.md"
COLUMNS = ("passed", "failed", "skipped", "requests", "refused", "faults", "seconds")
NOTE = """
Tests by their outcome; requests that the apps of the tests' own process were sent, how many of them were refused (4xx,
or 503 by a full queue), and how many met a fault (another 5xx; C2, C11 and D7 bring one about on purpose). What is
sent by a browser, a raw socket or to a server in a process of its own is not among the requests. A file that tries two
attacks counts for both.
"""
Row = dict[str, float]


def run() -> list[str]:
    """Run the tests that the page names; "the tests" when one failed."""
    TALLY.unlink(missing_ok=True)
    TALLY.parent.mkdir(exist_ok=True)
    attacks = named()
    files = sorted({path for paths in attacks.values() for path in paths})
    command = [sys.executable, "-m", "pytest", "-q", "-p", "tests.security.tally", *files]
    environ = os.environ | {"HEADWAY_AUDIT": "1", "HEADWAY_TALLY": str(TALLY)}
    done = subprocess.run(command, cwd=ROOT, env=environ)
    TABLE.write_text(table(attacks, json.loads(TALLY.read_text())))
    print(TABLE.read_text())
    return ["the tests"] if done.returncode else []


def named() -> dict[str, list[str]]:
    """The files of tests by the id of the attack that they try."""
    rows = re.findall(r"^\| ([A-D]\d+) \|.*$", PAGE.read_text(), re.MULTILINE)
    lines = {row: next(line for line in PAGE.read_text().splitlines() if line.startswith(f"| {row} |")) for row in rows}
    return {row: re.findall(r"`(tests/[\w/]+(?:\.py)?)", line) for row, line in lines.items()}


def table(attacks: dict[str, list[str]], counted: dict[str, Row]) -> str:
    """The figures in Markdown, one attack a line, and their sum."""
    rows = {
        attack: total([counts for name, counts in counted.items() if is_in(name, paths)])
        for attack, paths in attacks.items()
    }
    rows["all"] = total(list(counted.values()))
    head = ["attack", *COLUMNS]
    lines = [[attack, *(f"{row[name]:,.0f}" for name in COLUMNS)] for attack, row in rows.items()]
    return "\n".join(f"| {' | '.join(cells)} |" for cells in [head, ["---"] * len(head), *lines]) + "\n" + NOTE


def is_in(name: str, paths: list[str]) -> bool:
    """Whether a file is one of the paths, or in one of them."""
    return any(name == path or name.startswith(f"{path}/") for path in paths)


def total(rows: list[Row]) -> Row:
    """The sum of the figures."""
    return {name: sum(row.get(name, 0) for row in rows) for name in COLUMNS}
