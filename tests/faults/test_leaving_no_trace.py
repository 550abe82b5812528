"""An account that is deleted is nowhere any more; before that, its export holds every row that it owns."""

import os
import subprocess

from headway.embedded import postgres_tools
from tests.faults.report import note
from tests.service.running import Visitor, until

CANARY = "canary-7f3a91"
OF_EXPORT = {"sessions": "user_id", "tasks": "owner_id", "events": "owner_id", "ledger": "owner_id"}
NAMES = {"ledger": "points"}  # of a table in the document, where it has another one there


def dump(cluster):
    """The whole database as text."""
    url = cluster.stack.database_url.replace("+psycopg", "", 1)
    command = [postgres_tools(os.environ) / "pg_dump", url]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def all_of_valkey(cluster):
    """Every key and everything in it, as text."""
    client, parts = cluster.admin(), []
    for key in client.scan_iter():
        kind = client.type(key).decode()
        readers = {"zset": lambda key: client.zrange(key, 0, -1), "set": client.smembers, "hash": client.hgetall}
        parts.append(f"{key} {readers.get(kind, client.get)(key)}")
    return "\n".join(parts)


def live(cluster):
    """A person with one of everything, all of it marked; gives their browser and their account."""
    visitor = Visitor(cluster.servers[0].url)
    user = visitor.register(CANARY)
    for number in range(5):
        values = {"title": f"{CANARY} {number}", "description": CANARY, "status": "completed"}
        task = visitor.call("POST", "/api/tasks", values).json()
        if number == 0:
            visitor.call("DELETE", f"/api/tasks/{task['id']}")
    visitor.call("PATCH", "/api/users/me", {"timezone": "Europe/Berlin"})
    visitor.call("POST", "/api/users/login", {"email": user["email"], "password": "not the right one"})
    return visitor, user


def test_deleted_means_deleted_and_the_export_is_complete(cluster):
    visitor, user = live(cluster)
    until(lambda: user["id"] in all_of_valkey(cluster), 10)
    assert CANARY in dump(cluster), "the search finds nothing: the test tests nothing"
    exported = visitor.call("GET", "/api/users/me/export").json()
    with cluster.connect() as connection:
        for table, owner in OF_EXPORT.items():
            query = f"SELECT count(*) FROM {table} WHERE {owner} = %s"  # noqa: S608 (names of our own)
            [[rows]] = connection.execute(query, [user["id"]]).fetchall()
            assert len(exported[NAMES.get(table, table)]) == rows > 0
    assert visitor.call("DELETE", "/api/users/me", {"password": "seven quiet herons wade"}).status_code == 204
    assert CANARY not in dump(cluster)
    until(lambda: user["id"] not in dump(cluster), 30)  # the projector still has it in its queue
    until(lambda: user["id"] not in all_of_valkey(cluster), 30)
    assert CANARY not in all_of_valkey(cluster)
    other = Visitor(cluster.servers[1].url)
    other.register("Other")
    pages = [
        other.call("GET", path).text for path in ("/api/analytics/leaderboard?window=all&limit=100", "/leaderboard")
    ]
    assert not any(CANARY in page or user["id"] in page for page in pages)
    note("Deleted means deleted", hits_in_dump=0, hits_in_valkey=0, hits_in_api=0)
