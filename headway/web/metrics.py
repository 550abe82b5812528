"""Numbers about the service for Prometheus: how many requests, how long they took, by route and status."""

import os
import time
from functools import cache
from hmac import compare_digest
from ipaddress import ip_address

from flask import Blueprint, Flask, Response, current_app, g, request
from prometheus_client import CONTENT_TYPE_LATEST, REGISTRY, CollectorRegistry, Histogram, generate_latest
from prometheus_client.multiprocess import MultiProcessCollector

from headway.config import Config
from headway.errors import Forbidden, NotSignedIn
from headway.statements import asked

routes = Blueprint("metrics", __name__)
LATENCY = Histogram(
    "headway_http_request_seconds",
    "Time from the first byte of a request to its reply being ready.",
    ("method", "route", "status"),
    buckets=(0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5),
)
STATEMENTS = Histogram(
    "headway_http_request_statements",
    "Statements sent to PostgreSQL by a request, BEGIN and COMMIT not counted.",
    ("method", "route"),
    buckets=(0, 1, 2, 3, 4, 5, 6, 8, 10, 15, 25),
)


def init_app(app: Flask) -> None:
    """Measure every request of `app`, and register /metrics."""
    app.register_blueprint(routes)
    app.after_request(measure)


def measure(response: Response) -> Response:
    """Count the request under its route: paths hold ids and would make a series for each."""
    rule = request.url_rule.rule if request.url_rule else "none"
    method = request.method if request.url_rule else "any"
    latency, statements = _series(method, rule, response.status_code)
    latency.observe(time.perf_counter() - g.get("began", time.perf_counter()))
    statements.observe(asked())
    return response


@routes.get("/metrics")
def metrics() -> Response:
    """Everything measured, of all server processes, as Prometheus text."""
    _require_reader()
    registry: CollectorRegistry = REGISTRY
    if "PROMETHEUS_MULTIPROC_DIR" in os.environ:
        registry = CollectorRegistry()
        MultiProcessCollector(registry)  # type: ignore[no-untyped-call]
    return Response(generate_latest(registry), content_type=CONTENT_TYPE_LATEST)


@cache
def _series(method: str, rule: str, status: int) -> tuple[Histogram, Histogram]:
    """Where a kind of request is counted; there are as many as routes and statuses."""
    return LATENCY.labels(method, rule, status), STATEMENTS.labels(method, rule)


def _require_reader() -> None:
    """Raise unless the caller may read: by token where one is set, else from this machine with no proxy between."""
    config: Config = current_app.extensions["headway.config"]
    if config.metrics_token:
        scheme, _, token = request.headers.get("Authorization", "").partition(" ")
        if scheme.lower() != "bearer" or not compare_digest(token.encode(), config.metrics_token.encode()):
            raise NotSignedIn("Metrics need the token of METRICS_TOKEN as a bearer token.")
    elif config.trusted_proxies or not ip_address(request.remote_addr or "0.0.0.0").is_loopback:  # noqa: S104
        raise Forbidden("Metrics can be read on this machine only: set METRICS_TOKEN to read them from elsewhere.")
