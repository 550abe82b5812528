import os
import signal
import sys
from pathlib import Path

import pytest

from headway.embedded import keeper


@pytest.fixture
def server(tmp_path):
    """A server that ends at once, whenever it is started."""
    order = {
        "argv": ["true"],
        "env": {"PATH": os.defpath},
        "popen": {},
        "lock": str(tmp_path / "lock"),
        "stale": [],
        "log": str(tmp_path / "log"),
        "end": [[signal.SIGTERM, 1]],
    }
    return keeper.Server("server", order)


def test_pauses_between_starts_grow_up_to_a_bound(server):
    now, pauses = 1000.0, []
    server.tend(now)
    for _ in range(9):
        server.process.wait()
        server.tend(now)
        failed_at = now
        while server.process is None:
            now += 0.1
            server.tend(now)
        pauses.append(round(now - failed_at))
    server.process.wait()
    assert pauses == [0, 0, 0, 1, 2, 3, 6, 10, 10]


def test_a_server_that_runs_for_long_is_forgiven_its_failures(server):
    server.tend(1000)
    server.process.wait()
    server.order["argv"] = ["sleep", "60"]
    server.tend(1000)
    server.tend(1000 + keeper.STEADY_SECONDS + 1)
    server.process.kill()
    server.process.wait()
    assert server.failures == 0


def test_a_program_that_is_gone_counts_as_a_failure(server):
    server.order["argv"] = ["/nowhere/server"]
    server.tend(1000)
    assert (server.process, server.failures) == (None, 1)


def test_a_server_that_ignores_the_kind_signal_gets_the_next(server, eventually):
    server.order["argv"] = ["sh", "-c", "trap '' TERM; echo deaf; sleep 60"]
    server.order["end"] = [[signal.SIGTERM, 0.1], [signal.SIGKILL, 5]]
    server.tend(1000)
    eventually(Path(server.order["log"]).read_text)
    server.ask_to_end()
    server.see_off()
    assert server.process.returncode == -signal.SIGKILL


def test_a_log_past_its_bound_moves_aside_and_keeps_its_newest_part(tmp_path):
    log = tmp_path / "server.log"
    with log.open("a") as writer:
        writer.write("old\n" * keeper.LOG_BYTES)
        writer.flush()
        keeper.keep_short(str(log))
        writer.write("new\n")
    assert log.read_text() == "new\n"
    assert (tmp_path / "server.log.1").stat().st_size == keeper.LOG_BYTES


def test_the_keeper_needs_nothing_but_the_standard_library():
    lines = Path(keeper.__file__).read_text(encoding="utf-8").splitlines()
    imports = {line.split()[1].split(".")[0] for line in lines if line.startswith(("import ", "from "))}
    assert imports <= sys.stdlib_module_names
