"""Resolve `pyproject.toml` into the three lock files, with hashes, for all supported Pythons and platforms."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
RESOLVE = ["-m", "uv", "pip", "compile", "--universal", "--python-version", "3.11", "--generate-hashes", "--quiet"]
RESOLVE += ["--no-emit-index-url", "--custom-compile-command", "make lock", "pyproject.toml"]


def main() -> None:
    """Write the lock files; each holds all of the one before, at the same versions."""
    compile_lock("requirements.txt")
    compile_lock("requirements-dev.txt", "--group", "dev", "--constraints", "requirements.txt")
    compile_lock("requirements-bench.txt", "--group", "bench", "--constraints", "requirements-dev.txt")


def compile_lock(name: str, *options: str) -> None:
    """Write one lock file."""
    subprocess.run([sys.executable, *RESOLVE, *options, "--output-file", name], cwd=ROOT, check=True)


main()
