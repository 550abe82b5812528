"""The keeper: one detached process for each home that runs its servers for as long as somebody uses them.

It holds the keeper's lock, starts what the plan lists, starts again what dies, and ends all of it once it gets the
users' lock alone, which the kernel grants exactly when the last user is gone, however that one died.

It is run by its path, on the standard library alone and outside the package: `python -I -S keeper.py HOME LOCK`, LOCK
being the inherited descriptor of the keeper's lock. As a module it would import the package around it with both
database clients, and hold them in memory, four times its own size, for as long as the servers run.
"""

import ctypes
import errno
import fcntl
import json
import os
import select
import signal
import subprocess
import sys
import time
from typing import IO, Any

TICK_SECONDS = 0.2
STEADY_SECONDS = 30
FIRST_DELAY_SECONDS, LONGEST_DELAY_SECONDS = 0.2, 10
LOG_BYTES = 1_000_000
PR_SET_PDEATHSIG = 1

libc = ctypes.CDLL(None) if sys.platform == "linux" else None


class Server:
    """One server: started, started again with growing pauses when it dies, and ended."""

    def __init__(self, name: str, order: dict[str, Any]) -> None:
        self.name = name
        self.order = order
        self.process: subprocess.Popen[bytes] | None = None
        self.failures = 0
        self._started_at = self._due_at = 0.0

    def tend(self, now: float) -> None:
        """Do what the moment asks for; `now` is of the monotonic clock."""
        if self.process and self.process.poll() is not None:
            self._note_failure(now, f"ended with status {self.process.returncode}")
            self.process = None
        if self.process is None and now >= self._due_at:
            self._start(now)
        elif self.failures and self.process and now - self._started_at > STEADY_SECONDS:
            self.failures = 0

    def ask_to_end(self) -> None:
        """Send the first and kindest signal."""
        if self.process:
            self.process.send_signal(self.order["end"][0][0])

    def see_off(self) -> None:
        """Wait for the end that was asked for, and send the next signal whenever patience, in seconds, runs out."""
        signals, patience = zip(*self.order["end"], strict=True)
        for seconds, harsher in zip(patience, (*signals[1:], None), strict=True):
            if self.process is None or has_ended(self.process, seconds):
                return
            say(f"{self.name} did not end within {seconds} s")
            if harsher:
                self.process.send_signal(harsher)

    def state(self) -> dict[str, int | None]:
        """What others may want to know of it."""
        return {"pid": self.process.pid if self.process else None, "failures": self.failures}

    def _start(self, now: float) -> None:
        # Every process of the server inherits the lock: while one of an earlier life lingers, nothing may be started.
        lock = lock_alone(self.order["lock"])
        if lock is None:
            return
        with lock:
            # None lives, so these are stale, even if a stranger has got the process id in them by now.
            for path in self.order["stale"]:
                remove(path)
            self._started_at = now
            try:
                self.process = self._spawn(lock)
                say(f"{self.name} started as process {self.process.pid}")
            except OSError as error:
                self._note_failure(now, f"could not be started: {error}")

    def _spawn(self, lock: IO[str]) -> "subprocess.Popen[bytes]":
        with open_private(self.order["log"]) as log:
            return subprocess.Popen(
                self.order["argv"],
                env=self.order["env"],
                cwd="/",
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                pass_fds=[lock.fileno()],
                preexec_fn=self._end_with_keeper,
                **self.order["popen"],
            )

    def _end_with_keeper(self) -> None:
        # A keeper killed with -9 takes its servers along. Elsewhere than on Linux the next start ends them.
        if libc:
            libc.prctl(PR_SET_PDEATHSIG, self.order["end"][0][0])

    def _note_failure(self, now: float, what: str) -> None:
        self.failures += 1
        pause = min(FIRST_DELAY_SECONDS * 2 ** (self.failures - 2), LONGEST_DELAY_SECONDS) if self.failures > 1 else 0
        self._due_at = now + pause
        say(f"{self.name} {what}; failures in a row: {self.failures}, next start in {pause:.1f} s")


class Keeper:
    """All servers of one home."""

    def __init__(self, home: str) -> None:
        self.home = home
        self.servers: dict[str, Server] = {}
        self.is_asked_to_end = False
        self._plan = self._state = ""
        self._nap = Nap()

    def run(self) -> IO[str] | None:
        """Tend the servers until nobody uses them, then return the users' lock; None when ended before that."""
        try:
            while not self.is_asked_to_end:
                self._read_plan()
                self._tend()
                if users := lock_alone(self.path("users.lock")):
                    return users
                self._nap.take()
        except FileNotFoundError as error:
            say(f"the home is gone: {error}")
        return None

    def end(self) -> None:
        """End the servers side by side: the first signal to each, then patience."""
        say("ending the servers")
        for server in self.servers.values():
            server.ask_to_end()
        for server in self.servers.values():
            server.see_off()

    def path(self, name: str) -> str:
        """The file `name` of the home."""
        return os.path.join(self.home, name)

    def _read_plan(self) -> None:
        # Again and again: a user may join who needs a server for which those before had no use.
        with open(self.path("plan.json"), encoding="utf-8") as file:
            plan = file.read()
        if plan != self._plan:
            self._plan = plan
            for name, order in json.loads(plan).items():
                self.servers.setdefault(name, Server(name, order))

    def _tend(self) -> None:
        now = time.monotonic()
        for server in self.servers.values():
            server.tend(now)
            keep_short(server.order["log"])
        keep_short(self.path("keeper.log"))
        self._write_state()

    def _write_state(self) -> None:
        servers = {name: server.state() for name, server in self.servers.items()}
        state = json.dumps({"pid": os.getpid(), "servers": servers})
        if state == self._state:
            return
        try:
            with open_private(self.path("state.tmp"), "w") as file:
                file.write(state)
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
            return  # written at a later tick: a full disk is no reason to end the servers
        os.rename(self.path("state.tmp"), self.path("state.json"))
        self._state = state


class Nap:
    """A short sleep that any signal ends, such as the one that tells of a server's death."""

    def __init__(self) -> None:
        self._bell, ring = os.pipe()
        os.set_blocking(self._bell, False)
        os.set_blocking(ring, False)
        signal.set_wakeup_fd(ring, warn_on_full_buffer=False)
        signal.signal(signal.SIGCHLD, lambda *_: None)

    def take(self) -> None:
        """Sleep for a tick at most."""
        if select.select([self._bell], [], [], TICK_SECONDS)[0]:
            os.read(self._bell, 1024)


def has_ended(process: "subprocess.Popen[bytes]", patience_seconds: float) -> bool:
    """Whether the process ends within the time."""
    try:
        process.wait(patience_seconds)
    except subprocess.TimeoutExpired:
        return False
    return True


def open_private(path: str, mode: str = "a") -> IO[Any]:
    """Open the file at `path`, for its owner alone when it is made here."""
    return open(path, mode, opener=lambda name, flags: os.open(name, flags, 0o600))


def lock_alone(path: str) -> IO[str] | None:
    """The lock on the file at `path` with nobody else, held until it is closed; None when it is not to be had."""
    lock = open_private(path)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        return None
    return lock


def keep_short(log: str) -> None:
    """Move a log that has grown past its bound to `<log>.1`, in place, as its writer keeps it open for appending."""
    try:
        if os.path.getsize(log) <= LOG_BYTES:
            return
    except FileNotFoundError:
        return
    with open(log, "rb+") as old:
        try:
            with open_private(f"{log}.1", "wb") as kept:
                old.seek(-LOG_BYTES, os.SEEK_END)
                kept.write(old.read())
        except OSError as error:
            if error.errno != errno.ENOSPC:
                raise
        old.truncate(0)  # also when there was no room to keep it: this makes some


def remove(path: str) -> None:
    """Remove the file at `path` if it is there."""
    if os.path.lexists(path):
        os.remove(path)


def remove_scratch(home: str) -> None:
    """Remove a home that served tests; to be called while nobody else is in there."""
    try:
        with open(os.path.join(home, "scratch"), encoding="utf-8") as file:
            sockets = file.read()
    except FileNotFoundError:
        return
    # Renamed first, because those who come now make the home anew, and that is not ours to remove.
    remains = f"{home}.{os.getpid()}"
    subprocess.run(["rm", "-rf", "--", sockets], check=False)
    os.rename(home, remains)
    subprocess.run(["rm", "-rf", "--", remains], check=False)


def say(what: str) -> None:
    """Write a line to the keeper's log, which standard output is; on a full disk the line is lost, and nothing else."""
    line = f"{time.strftime('%Y-%m-%d %H:%M:%SZ', time.gmtime())} {what}\n"
    try:
        os.write(sys.stdout.fileno(), line.encode())
    except OSError as error:
        if error.errno != errno.ENOSPC:
            raise


def main(home: str, lock: int) -> None:
    """Keep the servers of `home`; `lock` is the descriptor of the keeper's lock, held already."""
    if os.fork():  # the starter waits for this process only, and is no parent that a keeper would leave a zombie to
        os._exit(0)
    os.umask(0o077)
    signal.signal(signal.SIGHUP, signal.SIG_IGN)
    keeper = Keeper(home)
    signal.signal(signal.SIGTERM, lambda *_: setattr(keeper, "is_asked_to_end", True))
    users = keeper.run()
    keeper.end()
    if users:
        remove_scratch(home)
    os.close(lock)  # before the users' lock: whoever waits for that must not find a keeper that is about to leave


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]))
