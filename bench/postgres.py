"""PostgreSQL alone with the SQL of our requests, by pgbench: what is left when there is no server in front of it.

The statements are those that the app really sends: a request is made in this process and listened to. Written down for
pgbench, they get what must differ each time from PostgreSQL itself: ids, instants and the person's next number.
"""

import re
import shutil
import subprocess
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import psycopg
from sqlalchemy.engine import make_url

from bench.stage import SignedIn, Stage
from headway.statements import statement_sent

CLIENTS, PEOPLE, SKIPPED = 8, 40, 150
THEN = datetime(1999, 1, 2, 3, 4, 5, tzinfo=UTC)
LAST, NEXT, LINES = 987_654_301, 987_654_302, 987_654_303
STAND_INS = {"events_last": LAST, "event_number": NEXT, "line_number": LINES}
REPLACED = [
    (r"""'\{"1999-01-02 03:04:05\+00:00"\}'(::timestamptz\[\])?""", "ARRAY[now()]"),
    (r"'1999-01-02 03:04:05\+00:00'(::timestamptz)?", "now()"),
    (str(LAST), ":event_number"),
    (str(NEXT), "(:event_number + 1)"),
    (str(LINES), ":line_number"),
]
LOCKS = "FOR UPDATE"


def alone(there: Stage, seconds: int) -> dict[str, float]:
    """Requests a second, by their names; none without pgbench (Debian: postgresql-contrib)."""
    program = shutil.which("pgbench") or next(map(str, Path("/usr/lib/postgresql").glob("*/bin/pgbench")), None)
    if program is None:
        return {}
    people = there.people(PEOPLE, SKIPPED)
    acts = {
        "page of 20 tasks": lambda person, task: _sent(there, person, "GET", "/api/tasks"),
        "create": lambda person, task: _sent(there, person, "POST", "/api/tasks", {"title": "Call Ana"}, made=True),
        "update": lambda person, task: _sent(there, person, "PUT", f"/api/tasks/{task}", {"title": f"Call {task}"}),
    }
    tasks = [_first_task(there, person) for person in people]
    return {
        name: _run(program, there, [act(person, task) for person, task in zip(people, tasks, strict=True)], seconds)
        for name, act in acts.items()
    }


def _first_task(there: Stage, person: SignedIn) -> str:
    return str(_client(there, person).get("/api/tasks?limit=1").json["tasks"][0]["id"])


def _client(there: Stage, person: SignedIn) -> Any:
    client = there.app.test_client(use_cookies=False)
    client.environ_base |= {"HTTP_COOKIE": person.cookie, "HTTP_X_CSRF_TOKEN": person.csrf, "HTTP_HOST": there.url[7:]}
    return client


def _sent(there: Stage, person: SignedIn, method: str, path: str, body: object = None, *, made: bool = False) -> str:
    """The statements of a request as a script for pgbench."""
    client = _client(there, person)
    with _listening() as heard:
        reply = client.open(path, method=method, json=body)
    assert reply.status_code in (200, 201), reply.text
    with there.app.app_context(), psycopg.connect(_address(there), cursor_factory=psycopg.ClientCursor) as connection:
        written = [connection.cursor().mogrify(text, _stand_in(values)) for text, values in heard]
    if made:
        task = reply.json["id"].replace("-", "")
        written = [re.sub(rf"'\{{{task}\}}'(::uuid\[\])?", "ARRAY[gen_random_uuid()]", text) for text in written]
        written = [re.sub(rf"'{task}'(::uuid)?", "gen_random_uuid()", text) for text in written]
    for pattern, text in REPLACED:
        written = [re.sub(pattern, text, statement) for statement in written]
    return _script(written)


def _script(statements: list[str]) -> str:
    lines = [" ".join(text.split()) + (" \\gset" if LOCKS in text else ";") for text in statements]
    locks = next((place for place, text in enumerate(lines) if LOCKS in text), None)
    if locks is not None:
        lines = [*lines[:locks], "BEGIN;", *lines[locks:], "COMMIT;"]
    return "\n".join(lines) + "\n"


def _stand_in(parameters: Mapping[str, Any]) -> dict[str, Any]:
    """Parameters with values that can be found again where they must differ each time."""
    return {name: STAND_INS.get(name, _then(value)) for name, value in parameters.items()}


def _then(value: Any) -> Any:
    if isinstance(value, list):
        return [_then(item) for item in value]
    return THEN if isinstance(value, datetime) and value.tzinfo else value


@contextmanager
def _listening() -> Iterator[list[tuple[str, Mapping[str, Any]]]]:
    heard: list[tuple[str, Mapping[str, Any]]] = []

    def hear(_cursor: object, statement: str, parameters: Mapping[str, Any]) -> None:
        heard.append((statement, parameters))

    with statement_sent.connected_to(hear):
        yield heard


def _run(program: str, there: Stage, scripts: list[str], seconds: int) -> float:
    with tempfile.TemporaryDirectory() as directory:
        options = []
        for number, text in enumerate(scripts):
            path = Path(directory, f"{number}.sql")
            path.write_text(text)
            options += ["-f", str(path)]
        url = make_url(there.app.config["SQLALCHEMY_ENGINES"]["default"]["url"])
        place = ["-h", str(url.query["host"]), "-p", str(url.query["port"]), "-U", str(url.username), str(url.database)]
        command = [program, "-n", "-M", "prepared", "-c", str(CLIENTS), "-T", str(seconds), *options, *place]
        done = subprocess.run(command, capture_output=True, text=True)
    found = re.search(r"tps = ([0-9.]+)", done.stdout)
    assert found, done.stderr[-2000:]
    assert done.returncode == 0, done.stderr[-2000:]
    return round(float(found[1]), 1)


def _address(there: Stage) -> str:
    url = make_url(there.app.config["SQLALCHEMY_ENGINES"]["default"]["url"])
    return url.set(drivername="postgresql").render_as_string(hide_password=False)
