"""Make `.venv` and install a lock file into it. Runs on a bare Python, so it uses the standard library alone."""

import subprocess
import sys
import venv
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLDEST = (3, 11)


def main() -> None:
    """Install the lock file named on the command line, then Headway itself."""
    if sys.version_info < OLDEST:
        sys.exit(f"Headway needs Python {OLDEST[0]}.{OLDEST[1]} or newer; this is {sys.version.split()[0]}.")
    if not (VENV / "bin" / "python").exists():
        make_venv()
    print(f"Installing {sys.argv[1]} …", flush=True)
    pip("--require-hashes", "-r", str(ROOT / sys.argv[1]))
    pip("--no-deps", "--no-build-isolation", "-e", str(ROOT))


def make_venv() -> None:
    """Make the virtual environment; on Debian that takes a package of its own."""
    try:
        venv.create(VENV, with_pip=True)
    except (subprocess.CalledProcessError, SystemExit):
        sys.exit(
            "Python cannot make a virtual environment: install its venv package (Debian: apt-get install python3-venv)."
        )


def pip(*arguments: str) -> None:
    """Run pip's install in the environment; ends this program when it fails."""
    command = [
        str(VENV / "bin" / "python"),
        "-m",
        "pip",
        "install",
        "--quiet",
        "--disable-pip-version-check",
        *arguments,
    ]
    if subprocess.run(command).returncode:
        sys.exit("The packages could not be installed: see above, and check that the package registry can be reached.")


main()
