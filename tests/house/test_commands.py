"""Every command once: what templates and scripts name is in the registry, and keys are told as it has them."""

import re
from pathlib import Path

import pytest

HEADWAY = Path(__file__).parents[2] / "headway"
ROW = re.compile(r'\{ id: "([a-z]+\.[A-Za-z]+)", name: "[^"]+", keys: \[([^\]]*)\]')
KEYS = {
    name: re.findall(r'"([^"]+)"', keys) for name, keys in ROW.findall((HEADWAY / "static/js/commands.js").read_text())
}
# One command for each value of a setting; the registry makes them from the words of that setting.
CHOICES = re.compile(r"(?:status|priority|sort|theme)\.\$")
HANDLED = re.compile(r"""\b(?:handle|on|withTasks|withOne)\(["`]([^"`]+)""")
TEMPLATES = sorted((HEADWAY / "templates").rglob("*.html"))
SCRIPTS = sorted(path for path in (HEADWAY / "static/js").rglob("*.js") if "vendor" not in path.parts)


def test_the_registry_is_read():
    assert KEYS["palette.open"] == ["Ctrl K"]
    assert len(KEYS) > 25


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_templates_name_commands_that_exist(path):
    named = re.findall(r'data-(?:run|keys)="([^"{]+)"|_item\("([a-z]+\.[A-Za-z]+)"', path.read_text())
    assert {run or item for run, item in named} <= set(KEYS)


@pytest.mark.parametrize("path", TEMPLATES, ids=lambda path: path.name)
def test_keys_that_are_drawn_with_the_page_are_those_of_their_command(path):
    drawn = re.findall(r'data-keys="([^"{]+)">([^<]+)<', path.read_text())
    assert [keys for _, keys in drawn] == [KEYS[command][0] for command, _ in drawn]


@pytest.mark.parametrize("path", SCRIPTS, ids=lambda path: path.name)
def test_scripts_carry_out_commands_that_exist(path):
    named = {command for command in HANDLED.findall(path.read_text()) if "." in command and not command.startswith("$")}
    assert {command for command in named if not CHOICES.match(command) and "${" not in command} <= set(KEYS)
