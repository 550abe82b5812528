"""The keys and passwords of one home: made at random once, kept in a file for its owner alone."""

import json
import os
from dataclasses import asdict, dataclass, field
from functools import partial
from pathlib import Path
from secrets import token_urlsafe

from .errors import EmbeddedError
from .locks import EXCLUSIVE, Deadline, open_private, wait_lock

FILE, LOCK = "secrets.json", "secrets.lock"
LOCK_SECONDS = 10
make_token = partial(token_urlsafe, 48)


@dataclass(frozen=True)
class Secrets:
    """What must not be known outside: 384 bits each, URL-safe."""

    secret_key: str = field(default_factory=make_token, repr=False)
    jwt_secret_key: str = field(default_factory=make_token, repr=False)
    valkey_password: str = field(default_factory=make_token, repr=False)
    valkey_admin_password: str = field(default_factory=make_token, repr=False)


def load_or_make(home: Path) -> Secrets:
    """The secrets of `home`; those of the first call stay, whoever else calls at the same time."""
    refusal = f"Another process has held {home / LOCK} for {LOCK_SECONDS} seconds: end it, then try again."
    with wait_lock(home / LOCK, EXCLUSIVE, Deadline(LOCK_SECONDS, refusal)):
        if not (home / FILE).exists():
            _write(home / FILE, Secrets())
        return _read(home / FILE)


def _read(path: Path) -> Secrets:
    if path.stat().st_mode & 0o077:
        raise EmbeddedError(f"{path} can be read by other users: make it private with chmod 600 and replace its keys.")
    try:
        return Secrets(**json.loads(path.read_text()))
    except (ValueError, TypeError):
        raise EmbeddedError(f"{path} is damaged: restore it, or remove it, which signs everybody out.") from None


def _write(path: Path, secrets: Secrets) -> None:
    # Renamed when complete and on the disk: a power cut leaves all of it or none.
    unfinished = path.with_suffix(".tmp")
    with open_private(unfinished, "w") as file:
        json.dump(asdict(secrets), file, indent=2)
        file.flush()
        os.fsync(file.fileno())
    unfinished.rename(path)
