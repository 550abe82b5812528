"""Where the tools of others live: each set in an environment of its own under build/, pinned and with sums."""

import subprocess
import time
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]


def environment(group: str) -> Path:
    """Where the programs of a group of tools are; installs them when they are missing or their lock has changed."""
    home, lock = ROOT / f"build/{group}-tools", ROOT / f"requirements-{group}.txt"
    mark = home / "installed"
    if not mark.exists() or mark.read_text() != lock.read_text():
        print(f"Installing {lock.name} …", flush=True)
        began = time.monotonic()
        venv.create(home, with_pip=True, clear=True)
        install = [home / "bin/python", "-m", "pip", "install", "-q", "--disable-pip-version-check", "--require-hashes"]
        subprocess.run([*install, "-r", lock], check=True)
        mark.write_text(lock.read_text())
        print(f"  in {time.monotonic() - began:.0f} s", flush=True)
    return home / "bin"
