"""The account under which the servers run: one's own, or for root another, because PostgreSQL refuses root."""

import os
import pwd
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from .errors import EmbeddedError

FALLBACKS_FOR_ROOT = ("postgres", "nobody")


@dataclass(frozen=True)
class Account:
    """Who runs the servers."""

    uid: int
    gid: int
    is_other: bool

    @property
    def popen(self) -> dict[str, Any]:
        """The arguments with which `subprocess` starts a program as this account."""
        return {"user": self.uid, "group": self.gid, "extra_groups": []} if self.is_other else {}

    @property
    def name(self) -> str:
        """The name in the user database, which PostgreSQL insists on; raises `EmbeddedError` without one."""
        try:
            return pwd.getpwuid(self.uid).pw_name
        except KeyError:
            raise EmbeddedError(
                f"User id {self.uid} has no line in /etc/passwd and PostgreSQL does not run without one: "
                "add the line, or set DATABASE_URL to a PostgreSQL server."
            ) from None

    def can_enter(self, directory: Path) -> bool:
        """Whether the mode bits let this account, which has no further groups, pass through `directory`."""
        status = directory.stat()
        if status.st_uid == self.uid:
            return bool(status.st_mode & 0o100)
        return bool(status.st_mode & (0o010 if status.st_gid == self.gid else 0o001))


def servers_account(environ: Mapping[str, str]) -> Account:
    """This process's own account; for root the one named by HEADWAY_OS_USER, else `postgres`, else `nobody`."""
    if os.geteuid() != 0:
        return Account(os.geteuid(), os.getegid(), is_other=False)
    chosen = environ.get("HEADWAY_OS_USER")
    for name in (chosen,) if chosen else FALLBACKS_FOR_ROOT:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        if entry.pw_uid != 0:
            return Account(entry.pw_uid, entry.pw_gid, is_other=True)
    raise EmbeddedError(
        f"PostgreSQL does not run as root and {chosen or ' or '.join(FALLBACKS_FOR_ROOT)} is no account for it here: "
        "set HEADWAY_OS_USER to one that is, or DATABASE_URL and REDIS_URL to servers of your own."
    )


def owner_name(uid: int) -> str:
    """The account's name, else its number."""
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user id {uid}"
