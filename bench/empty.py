"""The floor under all figures: a Flask app whose one route does nothing, on gunicorn with Headway's own settings."""

# gunicorn reads the settings from this module, and the app too.
from headway.serving import http_parser, keepalive, pre_fork, preload_app, worker_class, worker_connections

from flask import Flask  # isort: skip  (after the patching in headway.serving)

__all__ = ["app", "http_parser", "keepalive", "pre_fork", "preload_app", "worker_class", "worker_connections"]

app = Flask(__name__, static_folder=None)


@app.get("/")
def nothing() -> bytes:
    """Answer with nothing."""
    return b""
