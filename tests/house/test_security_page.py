"""The page on security names tests that exist."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs/security.md").read_text()
NAMED = sorted(set(re.findall(r"`(tests/[\w/]+\.py)(?:::(\w+))?`", PAGE)))
ATTACKS = [
    f"{group}{number}" for group, last in zip("ABCD", (16, 7, 15, 7), strict=True) for number in range(1, last + 1)
]
ROWS = {line.split(" | ")[0].removeprefix("| "): line for line in PAGE.splitlines() if line.startswith("| ")}


@pytest.mark.parametrize(("path", "function"), NAMED, ids=str)
def test_a_named_test_is_there(path, function):
    assert (ROOT / path).is_file()
    assert not function or f"def {function}(" in (ROOT / path).read_text()


@pytest.mark.parametrize("attack", ATTACKS)
def test_every_attack_has_a_test_or_a_reason(attack):
    if attack in ROWS:
        assert "`tests/" in ROWS[attack]
    else:
        assert re.search(rf"\b{attack}\b", PAGE.split("Not applicable yet")[1].split("##")[0])


def test_every_test_of_an_attack_is_on_the_page():
    tests = {f"tests/security/{path.name}" for path in (ROOT / "tests/security").glob("test_*.py")}
    assert tests <= {path for path, _ in NAMED}


def test_every_row_of_the_standard_has_an_answer_that_can_be_followed():
    rows = [
        line.strip("| ").split(" | ") for line in PAGE.split("| ASVS |")[1].split("Not applicable:")[0].splitlines()
    ]
    answers = [row[2] for row in rows if len(row) == 3 and row[0][0].isdigit()]
    assert len(answers) > 45
    for answer in answers:
        assert answer.startswith(("yes", "deviation", "not applicable", "a matter of")), answer
        named = re.findall(r"\b[ABCD]\d+\b|`tests/|above|plain|fresh database|see \[", answer)
        assert named or answer.startswith(("deviation", "not applicable")), answer
