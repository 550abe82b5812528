"""An inventory of all parts of Headway, as CycloneDX 1.6: `make sbom` writes it to build/headway.cdx.json.

Made from the lock file and from `vendored.toml` alone, so that the same tree gives the same inventory.
"""

import json
import re
import tomllib
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, metadata
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent.parent
TARGET = ROOT / "build/headway.cdx.json"
PINNED = re.compile(r"^([A-Za-z0-9._-]+)(?:\[[\w,-]+\])?==([^\s;\\]+)", re.MULTILINE)
FONTS = {"instrument-sans": "Instrument Sans", "bricolage-grotesque": "Bricolage Grotesque"}


def inventory() -> dict[str, Any]:
    """The whole document."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    return {
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {"component": component("application", "headway", project["version"], licence=project["license"])},
        "components": [*python_packages(), *scripts(), *fonts(), icons()],
    }


def python_packages() -> Iterator[dict[str, Any]]:
    """What `pip install -r requirements.txt` installs, with the sums that it insists on."""
    for entry in re.split(r"\n(?=\S)", (ROOT / "requirements.txt").read_text()):
        if found := PINNED.match(entry):
            name, version = found.groups()
            sums = re.findall(r"--hash=sha256:([0-9a-f]{64})", entry)
            yield component("library", name, version, f"pkg:pypi/{name.lower()}@{version}", licence_of(name), sums)


def scripts() -> Iterator[dict[str, Any]]:
    """The scripts of others that are served with the pages."""
    rows = tomllib.loads((ROOT / "tools/vendored.toml").read_text())["file"]
    for name, version in dict.fromkeys((row["package"], row["version"]) for row in rows):
        files = [row for row in rows if row["package"] == name]
        sums = [row["sha256"] for row in files if row["target"].endswith(".js")]
        licence = licence_beside(ROOT / "headway/static/js/vendor" / Path(files[0]["target"]).parent)
        yield component("library", name, version, f"pkg:npm/{name.replace('@', '%40')}@{version}", licence, sums)


def licence_beside(folder: Path) -> str:
    """Which licence the text beside a script is; fails for one that was never looked at."""
    text = (folder / "LICENSE.txt").read_text()
    openings = {
        "MIT": "Permission is hereby granted, free of charge",
        "ISC": "Permission to use, copy, modify, and/or distribute",
    }
    return next(name for name, words in openings.items() if words in " ".join(text.split()))


def fonts() -> Iterator[dict[str, Any]]:
    """The typefaces."""
    return (component("file", title, licence="OFL-1.1") for title in FONTS.values())


def icons() -> dict[str, Any]:
    """The drawings that the sprite is made of."""
    return component("file", "Lucide", licence="ISC")


def component(
    kind: str, name: str, version: str = "", purl: str = "", licence: str = "", sums: list[str] | None = None
) -> dict[str, Any]:
    """One part."""
    made: dict[str, Any] = {"type": kind, "name": name, "bom-ref": purl or name}
    if version:
        made["version"] = version
    if purl:
        made["purl"] = purl
    if licence:
        made["licenses"] = [{"license": {"name": licence}}]
    if sums:
        made["hashes"] = [{"alg": "SHA-256", "content": value} for value in sums]
    return made


def licence_of(package: str) -> str:
    """What an installed package says of its licence; "" where it is not installed here or says nothing."""
    try:
        said = metadata(package)
    except PackageNotFoundError:
        return ""
    classified = [line.rpartition(":: ")[2] for line in said.get_all("Classifier") or () if line.startswith("License ")]
    short = (said.get("License") or "").strip()
    return said.get("License-Expression") or (short if 0 < len(short) < 60 else "") or ", ".join(classified)


def main() -> None:
    """Write the inventory."""
    TARGET.parent.mkdir(exist_ok=True)
    document = inventory()
    TARGET.write_text(json.dumps(document, indent=1, ensure_ascii=False) + "\n")
    print(f"{TARGET.relative_to(ROOT)}: {len(document['components'])} parts.")


if __name__ == "__main__":
    main()
