"""Resolve `pyproject.toml` into the lock files, with hashes, for all supported Pythons and platforms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOLVE = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
RESOLVE += ["--no-emit-index-url", "--custom-compile-command", "make lock"]


def main() -> None:
    """Write the lock files; each of the first three holds all of the one before, at the same versions."""
    compile_lock("requirements.txt", "pyproject.toml")
    compile_lock("requirements-dev.txt", "pyproject.toml", "--group", "dev", "--constraints", "requirements.txt")
    compile_lock(
        "requirements-bench.txt", "pyproject.toml", "--group", "bench", "--constraints", "requirements-dev.txt"
    )
    for group in ("audit", "fuzz"):
        compile_lock(f"requirements-{group}.txt", "--group", group)


def compile_lock(name: str, *options: str) -> None:
    """Write one lock file."""
    subprocess.run([sys.executable, *RESOLVE, *options, "--output-file", name], cwd=ROOT, check=True)


main()
