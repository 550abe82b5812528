"""Bandit and detect-secrets on our own files, and the known holes of what is pinned."""

import json
import subprocess
import sys
from pathlib import Path

from tools.audit.environments import ROOT, environment

# What detect-secrets ends with when known lines have moved, and nothing else.
MOVED = 3
LOCKS = ("requirements.txt", "requirements-dev.txt")


def code() -> list[str]:
    """The tools that found something; `.secrets.baseline` lists what was looked at and is none."""
    tools = environment("audit")
    # These are judged where they stand, with the reason, by Ruff's rules of the same kind: addresses, places, markup.
    bandit = [f"{tools}/bandit", "-q", "-r", "headway", "wsgi.py", "--severity-level", "medium"]
    commands = {"bandit": [*bandit, "--skip", "B104,B108,B704"]}
    files = [
        str(path.relative_to(ROOT)) for top in ("headway", "tools", "bench") for path in (ROOT / top).rglob("*.py")
    ]
    commands["detect-secrets"] = [f"{tools}/detect-secrets-hook", "--baseline", ".secrets.baseline", *files, "Makefile"]
    found = [
        name for name, command in commands.items() if subprocess.run(command, cwd=ROOT).returncode not in (0, MOVED)
    ]
    print(f"{len(files) + 1} files were read.")
    return found


def packages() -> list[str]:
    """The locks with known holes; says so where the service that knows them cannot be reached."""
    tools = environment("audit")
    return [f"pip-audit in {lock}" for lock in LOCKS if holes_in(tools, lock)]


def holes_in(tools: Path, lock: str) -> dict[str, list[str]]:
    """The known holes by package; ends the program when they cannot be known."""
    command = [f"{tools}/pip-audit", "--disable-pip", "--require-hashes", "-r", lock, "--progress-spinner", "off"]
    done = subprocess.run([*command, "-f", "json", "--timeout", "15"], cwd=ROOT, capture_output=True, text=True)
    if not done.stdout.startswith("{"):
        sys.exit(f"NOT EXAMINED: the service with the advisories cannot be asked.\n{done.stderr.strip()[-500:]}")
    parts = json.loads(done.stdout)["dependencies"]
    unknown = [part["name"] for part in parts if "skip_reason" in part]
    if unknown:
        sys.exit(f"NOT EXAMINED: the service answers, but knows nothing of {len(unknown)} of {len(parts)} packages.")
    holes = {part["name"]: [hole["id"] for hole in part["vulns"]] for part in parts if part.get("vulns")}
    print(f"{len(parts)} packages of {lock} were looked up: {holes or 'no hole is known'}.", flush=True)
    return holes
