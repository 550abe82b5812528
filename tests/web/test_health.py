"""Alive, ready, and measured."""


def test_a_process_that_answers_is_alive(client):
    assert client.application.test_client().get("/healthz").json == {"status": "alive"}


def test_a_migrated_database_makes_ready(client):
    reply = client.application.test_client().get("/readyz")
    assert (reply.status_code, reply.json) == (200, {"status": "ready", "valkey": "up"})


def test_metrics_count_requests_by_route(client, alice):
    client.as_(alice).get("/api/tasks")
    text = client.application.test_client().get("/metrics").text
    assert 'headway_http_request_seconds_count{method="GET",route="/api/tasks",status="200"}' in text


def test_metrics_are_for_this_machine_alone(client):
    reply = client.application.test_client().get("/metrics", environ_overrides={"REMOTE_ADDR": "192.0.2.7"})
    assert reply.status_code == 403
