"""Fetch the scripts of others that Headway serves, as `tools/vendored.toml` names them, and refuse any other bytes.

Packages come from the registry that npm on this machine is set up for. A row with a `path` is that file as published;
one with a `bundle` is a module that exports what is named there, made of many by the `bundler`. For a new row leave
`sha256` empty: the sum that was found is then named, to be looked at and written down.

    python tools/vendor.py
"""

import hashlib
import subprocess
import sys
import tarfile
import tempfile
import tomllib
from collections.abc import Callable
from pathlib import Path

ROWS = Path(__file__).parent / "vendored.toml"
TARGET = Path(__file__).parent.parent / "headway/static/js/vendor"


def main() -> None:
    """Fetch each package once, check its files, and write them only when all of them are what they should be."""
    vendored = tomllib.loads(ROWS.read_text())
    rows = vendored["file"]
    packages = sorted({name_of(row) for row in rows})
    with tempfile.TemporaryDirectory() as scratch:
        archives = {package: fetch(package, Path(scratch)) for package in packages}
        bundle = bundler(vendored["bundler"], Path(scratch))
        files = [
            (row, bundle(archives[name_of(row)], row) if "bundle" in row else read(archives[name_of(row)], row["path"]))
            for row in rows
        ]
    wrong = [f"{row['target']} is {digest(body)}" for row, body in files if digest(body) != row["sha256"]]
    if wrong:
        sys.exit("Not as written in vendored.toml:\n" + "\n".join(wrong))
    for row, body in files:
        path = TARGET / row["target"]
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)


def fetch(package: str, scratch: Path) -> Path:
    """The archive of a package, fetched with npm."""
    return scratch / npm("pack", "--silent", package, cwd=scratch)


def npm(*arguments: str, cwd: Path) -> str:
    """What npm answers."""
    done = subprocess.run(["npm", *arguments], cwd=cwd, check=True, stdout=subprocess.PIPE, text=True)
    return done.stdout.strip()


def read(archive: Path, path: str) -> bytes:
    """One file of an archive; raises `KeyError` when it is not in it."""
    with tarfile.open(archive) as package:
        member = package.extractfile(f"package/{path}")
        if member is None:
            raise KeyError(path)
        return member.read()


def bundler(package: str, scratch: Path) -> Callable[[Path, dict[str, str]], bytes]:
    """Fetch the bundler; gives what makes one module of the package in an archive."""
    npm("install", "--silent", "--no-save", "--no-package-lock", "--prefix", str(scratch), package, cwd=scratch)

    def bundle(archive: Path, row: dict[str, str]) -> bytes:
        home = scratch / "node_modules" / row["package"]
        with tarfile.open(archive) as package:
            package.extractall(scratch / "unpacked", filter="data")
        home.parent.mkdir(parents=True, exist_ok=True)
        (scratch / "unpacked/package").rename(home)
        esbuild = [f"{scratch}/node_modules/.bin/esbuild", "--bundle", "--format=esm", "--minify", "--target=es2022"]
        return subprocess.run(
            esbuild, cwd=scratch, input=row["bundle"].encode(), check=True, stdout=subprocess.PIPE
        ).stdout

    return bundle


def name_of(row: dict[str, str]) -> str:
    """A package with its version, as npm writes it."""
    return f"{row['package']}@{row['version']}"


def digest(body: bytes) -> str:
    """The sum that rows are written with."""
    return hashlib.sha256(body).hexdigest()


main()
