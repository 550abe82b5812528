"""Resolve `pyproject.toml` into the two lock files, with hashes, for all supported Pythons and platforms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOLVE = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
RESOLVE += ["--no-emit-index-url", "--custom-compile-command", "make lock", "pyproject.toml"]


def main() -> None:
    """Write both lock files; the second holds all of the first, at the same versions."""
    compile_lock("requirements.txt")
    compile_lock("requirements-dev.txt", "--group", "dev", "--constraints", "requirements.txt")


def compile_lock(name: str, *options: str) -> None:
    """Write one lock file."""
    subprocess.run([sys.executable, *RESOLVE, *options, "--output-file", name], cwd=ROOT, check=True)


main()
