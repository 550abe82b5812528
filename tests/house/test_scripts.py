"""What holds for every module, and what the sign-in pages may load."""

import gzip
import re
from pathlib import Path

import pytest

from headway.web import modules

STATIC = Path(__file__).parents[2] / "headway/static"
SCRIPTS = {path.relative_to(STATIC).as_posix(): path.read_bytes() for path in sorted(STATIC.rglob("*.js"))}
SINKS = re.compile(
    r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|\.on[a-z]+\s*=|setHTMLUnsafe"
)
BUDGET_SIGN_IN = 10 * 1024


@pytest.mark.parametrize("path", SCRIPTS)
def test_no_text_becomes_markup(path):
    assert not SINKS.findall(SCRIPTS[path].decode())


@pytest.mark.parametrize("path", SCRIPTS)
def test_every_import_is_a_file(path):
    assert not [target for target in modules.imports(SCRIPTS)[path] if target not in SCRIPTS]


@pytest.mark.parametrize("screen", ["sign-in", "sign-up"])
def test_the_door_opens_with_little_script(screen):
    entry = f"js/screens/{screen}.js"
    loaded = [entry, *modules.reachable(entry, modules.imports(SCRIPTS))]
    assert sum(len(gzip.compress(SCRIPTS[path], mtime=0)) for path in loaded) <= BUDGET_SIGN_IN
