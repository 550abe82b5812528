"""What holds for every module, and how much of them a page may load."""

import gzip
import re
from pathlib import Path

import pytest

from headway.web import modules

STATIC = Path(__file__).parents[2] / "headway/static"
SCRIPTS = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in sorted(STATIC.rglob("*.js"))}
ELEMENTS = [path for path in SCRIPTS if path.startswith("js/elements/")]
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.on[a-z]+\s*=|setHTMLUnsafe"
    r"|DOMParser|createContextualFragment|srcdoc"
)
GLOBALS = re.compile(r"\b(?:window|globalThis|self)\.\w+\s*=[^=]")
IMPORT = re.compile(r"""(?:\bfrom|^\s*import|\bimport\()\s*["'`]([^"'`]+)["'`]""", re.MULTILINE)
DEFINITION = re.compile(r'customElements\.define\("([a-z]+-[a-z-]+)", (\w+Element)\)')
BUDGET_SIGN_IN = 10 * 1024
# 170 KB, and the list that goes on: only who chose that loads it.
BUDGET_ALL = 174 * 1024


def text_of(path):
    """A module without its comments, which may name what they forbid."""
    return re.sub(r"/\*[\s\S]*?\*/|^\s*//.*$", "", SCRIPTS[path].decode(), flags=re.MULTILINE)


def weight(paths):
    """What the modules weigh on their way, in bytes."""
    return sum(len(gzip.compress(SCRIPTS[path], mtime=0)) for path in paths)


def loaded_with(entry):
    """The modules that a page asks for at once."""
    return [entry, *modules.reachable([entry], modules.imports(SCRIPTS))]


@pytest.mark.parametrize("path", SCRIPTS)
def test_no_text_becomes_markup(path):
    assert not SINKS.findall(text_of(path))


@pytest.mark.parametrize("path", SCRIPTS)
def test_no_module_leaves_a_global_behind(path):
    assert not GLOBALS.findall(text_of(path))


@pytest.mark.parametrize("path", SCRIPTS)
def test_every_import_is_a_file_of_ours(path):
    named = [target for target in IMPORT.findall(text_of(path)) if "${" not in target]
    assert not [target for target in named if modules.resolve(path, target) not in SCRIPTS or target[0] != "."]


@pytest.mark.parametrize("path", ELEMENTS)
def test_a_file_defines_the_one_element_that_it_is_named_after(path):
    assert [tag for tag, _ in DEFINITION.findall(text_of(path))] == [Path(path).stem]


@pytest.mark.parametrize("screen", ["sign-in", "sign-up"])
def test_the_door_opens_with_little_script(screen):
    assert weight(loaded_with(f"js/screens/{screen}.js")) <= BUDGET_SIGN_IN


def test_readers_of_dates_and_names_come_when_they_are_needed():
    soon = {*loaded_with("js/app.js"), *loaded_with("js/later.js")}
    needed = {"js/vendor/chrono-node/en.js", "js/vendor/ufuzzy/ufuzzy.js", "js/elements/command-palette.js"}
    assert needed <= set(SCRIPTS)
    assert not needed & soon


def test_all_scripts_together_stay_small():
    assert weight(SCRIPTS) <= BUDGET_ALL
