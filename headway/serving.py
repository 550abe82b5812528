"""How gunicorn serves Headway: the settings that it reads as `python:headway.serving`.

Workers are gevent's: thousands of event streams wait in the same processes that answer the API. What holds the
processor for long (a password hash) runs in gevent's own pool of threads.
"""

import os
import resource
import shutil
import tempfile
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

from headway.config import Config

worker_class = "gevent"
worker_connections = 10_000
http_parser = "fast"
timeout = 30
graceful_timeout = 30
keepalive = 5
limit_request_line = 8190
limit_request_fields = 50
limit_request_field_size = 8190
forwarded_allow_ips = "127.0.0.1,::1"
accesslog = None  # Headway writes its own line for each request
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (heartbeats must not wait for a disk)
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "headway.web.request_log.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "propagate": True, "handlers": []},
        "gunicorn.access": {"level": "WARNING", "propagate": False, "handlers": []},
        "alembic": {"level": "WARNING", "propagate": True, "handlers": []},
    },
}


def when_ready(_server: Any) -> None:
    """Tell the person at the terminal where to go."""
    url = os.environ.get("PUBLIC_URL", Config.public_url)
    print(f"Headway is ready: {url}  (Ctrl+C ends it)", flush=True)


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what a worker that is gone had measured as its present state."""
    mark_process_dead(worker.pid)


def on_exit(_server: Any) -> None:
    """Remove what the workers shared."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def share_metrics() -> None:
    """Give all workers one directory for what they measure, in memory where that is possible."""
    os.environ["PROMETHEUS_MULTIPROC_DIR"] = tempfile.mkdtemp(prefix="headway-metrics-", dir=worker_tmp_dir)


def raise_file_limit() -> None:
    """Let the process open as many files (so: connections) as the system allows it."""
    _, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (hard, hard))
