"""What HTTP needs and no feature owns."""

from flask import Flask

from headway.web import assets, compression, headers, health, methods, metrics, openapi, origin, request_log


def init_app(app: Flask) -> None:
    """Register what surrounds every request, from the outside in."""
    request_log.init_app(app)
    origin.init_app(app)
    methods.init_app(app)
    headers.init_app(app)
    compression.init_app(app)
    health.init_app(app)
    metrics.init_app(app)
    openapi.init_app(app)
    assets.init_app(app)
