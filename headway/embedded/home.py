"""The directory that holds everything of the embedded servers: who may use it, and where what lies in it."""

import hashlib
import os
import shutil
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import platformdirs

from . import secrets
from .account import Account, owner_name
from .errors import EmbeddedError

ROOT_HOME = Path("/var/lib/headway")
# Open to everybody: what is made there is checked for its owner and mode. Not TMPDIR: every process must find the same.
SHARED_MEMORY, TEMPORARY = Path("/dev/shm"), Path("/tmp")  # noqa: S108
SCRATCH_BYTES = 256 * 1024**2
FREE_BYTES = 32 * 1024**2  # two segments of the write-ahead log: with less, PostgreSQL stops in the middle of its work
LONGEST_SOCKET_PATH_BYTES = 100  # of 108 on Linux and 104 on macOS, the closing zero included
NETWORK_FILE_SYSTEMS = {"nfs", "nfs4", "cifs", "smb3", "smbfs", "afs", "ceph", "glusterfs", "lustre", "fuse.sshfs"}


def default_home(environ: Mapping[str, str]) -> Path:
    """HEADWAY_HOME, else as root /var/lib/headway, else the user's data directory; raises `EmbeddedError`."""
    if chosen := environ.get("HEADWAY_HOME"):
        return Path(chosen)
    if os.geteuid() == 0:
        return ROOT_HOME
    try:
        return platformdirs.user_data_path("headway", appauthor=False)
    except RuntimeError:
        raise EmbeddedError("This account has no home directory: set HEADWAY_HOME to one for Headway's data.") from None


def scratch_home(run_id: str) -> Path:
    """Where the test run `run_id` keeps its servers: in memory when 256 MB are free there, else in /tmp."""
    in_memory = SHARED_MEMORY.is_dir() and shutil.disk_usage(SHARED_MEMORY).free >= SCRATCH_BYTES
    return (SHARED_MEMORY if in_memory else TEMPORARY) / f"headway-{os.geteuid()}-{run_id}"


@dataclass(frozen=True)
class Home:
    """A home and the account that runs its servers.

    Only `pg`, `valkey` and `run` belong to that account. Whatever this process writes itself lies in directories of its
    own, so that for root no symbolic link planted by the servers' account can lead it astray.
    """

    path: Path
    account: Account

    @property
    def users_lock(self) -> Path:
        """Held shared by every process that uses the servers; the keeper gets it alone when the last one is gone."""
        return self.path / "users.lock"

    @property
    def start_lock(self) -> Path:
        """Held by the one process that starts servers, or finds them running."""
        return self.path / "start.lock"

    @property
    def keeper_lock(self) -> Path:
        """Held by the keeper as long as it lives."""
        return self.path / "keeper.lock"

    @property
    def plan(self) -> Path:
        """What the keeper is to run."""
        return self.path / "plan.json"

    @property
    def state(self) -> Path:
        """What the keeper does run; true only while it lives."""
        return self.path / "state.json"

    @property
    def marker(self) -> Path:
        """There when the home serves tests; it names the directory of their sockets."""
        return self.path / "scratch"

    @property
    def run(self) -> Path:
        """The directory of the sockets: in /tmp where the home's own path is too long or a comma would split it."""
        run = self.path / "run"
        if len(os.fsencode(run / ".s.PGSQL.5432")) <= LONGEST_SOCKET_PATH_BYTES and "," not in str(run):
            return run
        return TEMPORARY / f"headway-{hashlib.sha256(os.fsencode(self.path)).hexdigest()[:16]}"

    def make(self) -> None:
        """Make the home if it is absent; raises `EmbeddedError` when it cannot be, or is unfit."""
        try:
            self.path.mkdir(0o711 if self.account.is_other else 0o700, parents=True, exist_ok=True)
        except OSError as error:
            raise EmbeddedError(
                f"{self.path} cannot be made ({error.strerror}): set HEADWAY_HOME to a directory of your own."
            ) from error
        self.check()

    def check(self) -> None:
        """Raise `EmbeddedError` when the home is there and unfit."""
        if self.path.exists():
            self._refuse_a_strangers()
            self._refuse_network()

    def claim(self, *, test: bool) -> None:
        """Raise `EmbeddedError` when a home for tests is wanted for data, or the other way round.

        Servers for tests do not flush to the disk and their keeper removes the home: never with somebody's data in it.
        """
        if self.marker.exists() and not test:
            raise EmbeddedError(f"{self.path} serves tests and keeps nothing: set HEADWAY_HOME to another directory.")
        if test and not self.marker.exists():
            if any(entry.suffix != ".lock" and entry.name != secrets.FILE for entry in self.path.iterdir()):
                raise EmbeddedError(f"{self.path} is not empty and would be removed after the tests: choose another.")
            self.marker.write_text(str(self.run))

    def lay_out(self) -> None:
        """Make the directories of the servers; raises `EmbeddedError` when they cannot work there."""
        self._refuse_unreachable()
        self._refuse_full()
        for directory in (self.path / "pg", self.path / "valkey", self.run):
            self._hand_over(directory)

    def read_secrets(self) -> secrets.Secrets:
        """The keys and passwords of this home, made at the first call."""
        self.make()
        return secrets.load_or_make(self.path)

    def _refuse_a_strangers(self) -> None:
        status = self.path.stat()
        if status.st_uid != os.geteuid():
            owner = owner_name(status.st_uid)
            raise EmbeddedError(
                f"{self.path} belongs to {owner}: run as {owner}, or set HEADWAY_HOME to another directory."
            )
        if status.st_mode & 0o022:
            raise EmbeddedError(f"{self.path} can be written by other users: close it with chmod go-w.")

    def _refuse_network(self) -> None:
        kind = file_system(self.path)
        if kind in NETWORK_FILE_SYSTEMS:
            raise EmbeddedError(
                f"{self.path} lies on a network file system ({kind}), where neither locks nor flushed data can be "
                "relied on: set HEADWAY_HOME to a directory on a local disk."
            )

    def _refuse_unreachable(self) -> None:
        for directory in (self.path, *self.path.parents):
            if self.account.is_other and not self.account.can_enter(directory):
                raise EmbeddedError(
                    f"{owner_name(self.account.uid)}, who runs the servers, cannot pass through {directory} to "
                    f"{self.path}: set HEADWAY_HOME to a directory open to that account, such as {ROOT_HOME}."
                )

    def _refuse_full(self) -> None:
        free = shutil.disk_usage(self.path).free
        if free < FREE_BYTES:
            raise EmbeddedError(
                f"The disk of {self.path} has {free // 1024**2} MB free and the servers need "
                f"{FREE_BYTES // 1024**2} MB: free some, or set HEADWAY_HOME to a directory on another disk."
            )

    def _hand_over(self, directory: Path) -> None:
        directory.mkdir(0o700, exist_ok=True)
        status = directory.lstat()
        if self.account.is_other and status.st_uid == os.geteuid():
            os.chown(directory, self.account.uid, self.account.gid, follow_symlinks=False)
            status = directory.lstat()
        if (status.st_uid, status.st_mode) != (self.account.uid, 0o40700):
            name = owner_name(self.account.uid)
            raise EmbeddedError(
                f"{directory} must be a directory of {name} with mode 700: set its owner and mode, or remove it."
            )


def file_system(path: Path) -> str | None:
    """The kind of file system at `path` as Linux names it; None where it does not say."""
    if sys.platform != "linux":
        return None
    device = path.stat().st_dev
    number = f"{os.major(device)}:{os.minor(device)}"
    with open("/proc/self/mountinfo", encoding="utf-8", errors="replace") as mounts:
        for mount in mounts:  # proc(5): … major:minor … - type source options
            if mount.split()[2] == number:
                return mount.partition(" - ")[2].split()[0]
    return None
