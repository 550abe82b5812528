"""Fetch the scripts of others that Headway serves, as `tools/vendored.toml` names them, and refuse any other bytes.

Packages come from the registry that npm on this machine is set up for. For a new row leave `sha256` empty: the sum that
was found is then named, to be looked at and written down.

    python tools/vendor.py
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from pathlib import Path

ROWS = Path(__file__).parent / "vendored.toml"
TARGET = Path(__file__).parent.parent / "headway/static/js/vendor"


def main() -> None:
    """Fetch each package once, check its files, and write them only when all of them are what they should be."""
    rows = tomllib.loads(ROWS.read_text())["file"]
    packages = sorted({f"{row['package']}@{row['version']}" for row in rows})
    with tempfile.TemporaryDirectory() as scratch:
        archives = {package: fetch(package, Path(scratch)) for package in packages}
        files = [(row, read(archives[f"{row['package']}@{row['version']}"], row["path"])) for row in rows]
    wrong = [f"{row['target']} is {digest(body)}" for row, body in files if digest(body) != row["sha256"]]
    if wrong:
        sys.exit("Not as written in vendored.toml:\n" + "\n".join(wrong))
    for row, body in files:
        path = TARGET / row["target"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def fetch(package: str, scratch: Path) -> Path:
    """The archive of a package, fetched with npm."""
    packed = subprocess.run(
        ["npm", "pack", "--silent", package], cwd=scratch, check=True, stdout=subprocess.PIPE, text=True
    )
    return scratch / packed.stdout.strip()


def read(archive: Path, path: str) -> bytes:
    """One file of an archive; raises `KeyError` when it is not in it."""
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{path}")
        if member is None:
            raise KeyError(path)
        return member.read()


def digest(body: bytes) -> str:
    """The sum that rows are written with."""
    return hashlib.sha256(body).hexdigest()


main()
