"""Alive, ready, and measured."""

from collections import defaultdict

from sqlalchemy import text


def test_a_process_that_answers_is_alive(client):
    assert client.application.test_client().get("/healthz").json == {"status": "alive"}


def test_a_migrated_database_makes_ready(client):
    reply = client.application.test_client().get("/readyz")
    assert (reply.status_code, reply.json) == (200, {"status": "ready", "valkey": "up"})


def test_metrics_count_requests_by_route(client, alice):
    client.as_(alice).get("/api/tasks")
    said = client.application.test_client().get("/metrics").text
    assert 'headway_http_request_seconds_count{method="GET",route="/api/tasks",status="200"}' in said


def test_metrics_count_the_statements_of_a_route(client, alice):
    before = measured(client)
    client.as_(alice).get("/api/tasks")
    after = measured(client)
    for name in ('count{method="GET",route="/api/tasks"}', 'bucket{le="2.0",method="GET",route="/api/tasks"}'):
        series = f"headway_http_request_statements_{name}"
        assert after[series] - before[series] == 1
    assert "headway_database_connections_in_use" in after


def test_a_slow_statement_is_logged_without_its_values(in_app, caplog):
    with in_app.extensions["sqlalchemy"].engine.connect() as connection:
        connection.execute(text("SELECT pg_sleep(0.3), :word"), {"word": "secret"})
    [line] = [record for record in caplog.records if record.name == "headway.statements"]
    assert "pg_sleep" in line.statement
    assert line.ms >= 250
    assert "secret" not in line.statement


def test_metrics_are_for_this_machine_alone(client):
    reply = client.application.test_client().get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert reply.status_code == 403


def test_with_a_token_each_server_is_asked_by_its_own_address(make_app):
    stranger = make_app(metrics_token="reads-numbers").test_client()
    by_address = {"Host": "10.0.0.7:5000"}
    assert stranger.get("/metrics", headers=by_address).status_code == 401
    with_token = by_address | {"Authorization": "Bearer reads-numbers"}
    assert stranger.get("/metrics", headers=with_token).status_code == 200
    assert stranger.get("/healthz", headers=with_token).status_code == 400


def measured(client):
    """The series of /metrics and their values; 0 for those that have none yet."""
    lines = client.application.test_client().get("/metrics").text.splitlines()
    pairs = (line.rpartition(" ") for line in lines if not line.startswith("#"))
    return defaultdict(float, {name: float(value) for name, _, value in pairs})
