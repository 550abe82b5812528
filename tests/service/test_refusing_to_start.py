"""What cannot be served is refused at the start, in a sentence that names the setting, with an exit code."""

import os
import re
import socket
import subprocess

import pytest

from headway.config import StartRefused
from headway.starting import prepare
from tests.service.running import HEADWAY

KEYS = {
    "SECRET_KEY": "k1-" + "abcdefghijklmnopqrstuvwxyz0123456789",
    "JWT_SECRET_KEY": "k2-" + "zyxwvutsrqponmlkjihgfedcba98765",
}
ADDRESSES = {"DATABASE_URL": "postgresql://nobody@127.0.0.1:1/none", "REDIS_URL": "redis://127.0.0.1:1/0"}
REFUSED = [
    ({"DATABASE_URL": ADDRESSES["DATABASE_URL"], "REDIS_URL": ADDRESSES["REDIS_URL"]}, "SECRET_KEY is not set"),
    (ADDRESSES | KEYS | {"SECRET_KEY": "changeme"}, "SECRET_KEY must be"),
    (ADDRESSES | KEYS | {"JWT_SECRET_KEY": "a" * 64}, "JWT_SECRET_KEY must be"),
    (ADDRESSES | KEYS | {"JWT_SECRET_KEY": KEYS["SECRET_KEY"]}, "must differ"),
    (ADDRESSES | KEYS | {"DATABASE_URL": "mysql://localhost/x"}, "DATABASE_URL must be"),
    (ADDRESSES | KEYS | {"PUBLIC_URL": "http://tasks.example.org"}, "PUBLIC_URL must be https"),
    (ADDRESSES | KEYS | {"PUBLIC_URL": "https://*.example.org"}, "PUBLIC_URL must be"),
    (ADDRESSES | KEYS | {"TRUSTED_PROXIES": "many"}, "TRUSTED_PROXIES must be"),
    (ADDRESSES | KEYS | {"LEADERBOARD_TIMEZONE": "Mars/Base"}, "LEADERBOARD_TIMEZONE must be"),
    (ADDRESSES | KEYS | {"PUBLIC_URL": "https://tasks.example.org", "FLASK_DEBUG": "1"}, "FLASK_DEBUG must not"),
]
AS_A_COMMAND = [REFUSED[0], (ADDRESSES | KEYS, "The database cannot be reached")]


def serve(environ: dict[str, str], *options: str) -> subprocess.CompletedProcess[str]:
    """`headway serve` with just this environment."""
    plain = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return subprocess.run(
        [*HEADWAY, "serve", "--port", "5999", *options], env=plain | environ, capture_output=True, text=True, timeout=30
    )


@pytest.mark.parametrize(("environ", "sentence"), REFUSED, ids=[sentence for _, sentence in REFUSED])
def test_a_bad_setting_stops_the_start(environ, sentence):
    with pytest.raises(StartRefused, match=re.escape(sentence)):
        prepare(dict(environ))


@pytest.mark.parametrize(("environ", "sentence"), AS_A_COMMAND, ids=[sentence for _, sentence in AS_A_COMMAND])
def test_a_refused_start_is_a_sentence_and_an_exit_code(environ, sentence):
    done = serve(environ)
    assert done.returncode != 0
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


@pytest.mark.parametrize(("name", "value"), [("PUBLIC_URL", "http://tasks.example.org"), ("SECRET_KEY", "changeme")])
def test_a_bad_setting_is_found_before_a_server_is_started(tmp_path, name, value):
    done = serve({"HEADWAY_HOME": str(tmp_path / "home"), name: value})
    assert done.returncode != 0
    assert f"{name} must be" in done.stderr
    assert not (tmp_path / "home").exists()


def test_a_taken_port_is_named():
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        done = serve(ADDRESSES | KEYS, "--port", str(port))
    assert done.returncode != 0
    assert f"127.0.0.1:{port}" in done.stderr
