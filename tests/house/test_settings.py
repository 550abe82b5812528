"""Every variable that the code reads is in the operators' page, and the page names no other."""

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
# Variables of the system or of tools, not settings of Headway.
FOREIGN = {"CI", "HTTP_HOST", "PATH_INFO", "FLASK_DEBUG", "PROMETHEUS_MULTIPROC_DIR"}
READ = re.compile(
    r'environ(?:\.get|\.setdefault)?[(\[]\s*"([A-Z][A-Z_]+)"'
    r'|_(?:required|integer|flag|timezone)\(environ, "([A-Z_]+)"'
    r'|"([A-Z]+_BIN)"'
)


def variables_read() -> set[str]:
    """The names of all variables that the package reads."""
    text = "\n".join(path.read_text() for path in (ROOT / "headway").rglob("*.py"))
    return {name for match in READ.findall(text) for name in match if name} - FOREIGN


def test_the_page_of_settings_is_complete_and_true():
    listed = set(re.findall(r"^\| `([A-Z_]+)` \|", (ROOT / "docs/configuration.md").read_text(), re.MULTILINE))
    assert listed == variables_read()
