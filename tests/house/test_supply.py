"""What Headway is made of: every part pinned to its sum and listed, with its licence, and no secret among our files."""

import re
from pathlib import Path

import pytest

from tools import sbom

ROOT = Path(__file__).parents[2]
LOCKS = ["requirements.txt", *(f"requirements-{group}.txt" for group in ("dev", "bench", "audit", "fuzz"))]
SECRETS = re.compile(
    r"-----BEGIN [A-Z ]*PRIVATE KEY-----|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[A-Za-z0-9]{30,}"
    r"|\bxox[abprs]-[A-Za-z0-9-]{10,}"
    r"|\beyJ[A-Za-z0-9_-]{20,}\.eyJ[A-Za-z0-9_-]{20,}|\bsk_live_[A-Za-z0-9]{16,}"
    r"|(?i:secret|password|token|api_?key)\w*\s*[=:]\s*[\"'][A-Za-z0-9+/_-]{24,}[\"']"
)
# Keys of the tests' own servers, which live as long as a run.
OF_TESTS = {
    "tests/conftest.py",
    "tests/deploy/topology.py",
    "tests/service/test_refusing_to_start.py",
    "tests/house/test_supply.py",
}
TOPS = ("headway", "tests", "tools", "bench", "docs", "deploy", ".ci")
TEXTS = {".py", ".js", ".html", ".css", ".md", ".toml", ".txt", ".json", ".yaml", ".yml", ".conf", ".sh", ".svg", ""}


@pytest.mark.parametrize("name", LOCKS)
def test_every_package_is_pinned_to_its_sum(name):
    entries = [entry for entry in re.split(r"\n(?=\S)", (ROOT / name).read_text()) if not entry.startswith("#")]
    assert len(entries) > 20
    for entry in entries:
        assert re.match(r"[\w.\[\],-]+==[\w.+!-]+", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_what_runs_is_in_both_locks_at_one_version():
    run, dev = (dict(sbom.PINNED.findall((ROOT / lock).read_text())) for lock in LOCKS[:2])
    assert run.items() <= dev.items()


def test_the_inventory_lists_every_part():
    parts = {part["bom-ref"]: part for part in sbom.inventory()["components"]}
    for name, version in sbom.PINNED.findall((ROOT / "requirements.txt").read_text()):
        assert parts[f"pkg:pypi/{name.lower()}@{version}"]["hashes"], name
    vendored = [path.name for path in (ROOT / "headway/static/js/vendor").iterdir() if path.is_dir()]
    assert len([reference for reference in parts if reference.startswith("pkg:npm/")]) == len(vendored)
    for part in parts.values():
        if not part["bom-ref"].startswith("pkg:pypi/"):
            assert part["licenses"], part


def test_what_is_shipped_has_its_licence_beside_it():
    static = ROOT / "headway/static"
    for typeface in sbom.FONTS:
        assert "SIL OPEN FONT LICENSE" in (static / f"fonts/{typeface}-OFL.txt").read_text().upper()
    assert "ISC" in (static / "icons/lucide-LICENSE.txt").read_text()
    for licence in (static / "js/vendor").glob("*/LICENSE.txt"):
        assert sbom.licence_beside(licence.parent) in ("MIT", "ISC"), licence
    known = {*(f"{typeface}{form}.woff2" for typeface in sbom.FONTS for form in ("", "-ext"))}
    assert {path.name for path in (static / "fonts").glob("*.woff2")} == known


def test_no_file_holds_a_secret():
    files = [path for top in TOPS for path in (ROOT / top).rglob("*")] + list(ROOT.glob("*"))
    texts = [path for path in files if path.suffix in TEXTS and path.is_file() and "requirements" not in path.name]
    assert len(texts) > 300
    for path in texts:
        name = path.relative_to(ROOT).as_posix()
        if name not in OF_TESTS and "__pycache__" not in name:
            found = SECRETS.search(path.read_text(errors="replace"))
            assert not found, f"{name}: {found[0][:60]}"
