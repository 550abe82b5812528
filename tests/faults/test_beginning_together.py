"""An API and its PostgreSQL begin at the same time, as after a loss of power: the one waits for the other."""

import os
import signal

from psycopg.pq import PGconn, Ping

from tests.service.running import until


def is_refusing(cluster):
    """Whether PostgreSQL says that it is starting."""
    return PGconn.ping(cluster.stack.database_url.replace("+psycopg", "", 1).encode()) == Ping.REJECT


def test_an_api_waits_for_a_database_that_is_starting(cluster):
    [data] = cluster.stack.home.glob("pg/[0-9]*")
    with cluster.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM SET hot_standby = off")
    (data / "standby.signal").touch()  # it recovers, and takes nobody, until it is told that this is the end
    os.kill(cluster.pid_of("postgres"), signal.SIGKILL)
    until(lambda: is_refusing(cluster), 30)
    server = cluster.servers[0]
    server.kill()
    server.restart()
    try:
        until(lambda: "is starting: waiting" in server.log.read_text(), 60, lambda: server.process.poll() is None)
    finally:
        promote(cluster, data)
    server.wait()


def promote(cluster, data):
    """End the recovery; the next one takes readers again."""
    (data / "promote").touch()
    os.kill(cluster.pid_of("postgres"), signal.SIGUSR1)
    until(lambda: not is_refusing(cluster), 30)
    with cluster.connect("postgres") as connection:
        connection.execute("ALTER SYSTEM RESET hot_standby")
