"""How gunicorn serves Headway: the settings that it reads as `python:headway.serving`.

Workers are gevent's: thousands of event streams wait in the same processes that answer the API. What holds the
processor for long (a password hash) runs in gevent's own pool of threads.
"""

# ruff: noqa: E402 (patching comes before all imports: what holds an unpatched socket or lock blocks its whole process)
from gevent import monkey

monkey.patch_all()

import gc
import os
import shutil
import sys
import threading
import time
from functools import partial
from typing import Any

from prometheus_client.multiprocess import mark_process_dead

from headway import unreadable
from headway.config import StartRefused
from headway.leaving import leave
from headway.starting import make_ready

LEAVING_SECONDS = 0.25  # how soon a worker that is asked to leave sends its streams away

# From here on the names are gunicorn's.
worker_class = "headway.leaving.Worker"
preload_app = True  # loaded once and shared by all workers; one that dies is replaced by a fork, in no time
worker_connections = 10_000
http_parser = "fast"
timeout = 30
graceful_timeout = 30
keepalive = 5
limit_request_line = 8190
limit_request_fields = 50
limit_request_field_size = 8190
forwarded_allow_ips = "127.0.0.1,::1"
logger_class = "headway.logs.ServerLog"  # Headway writes its own line for each request
control_socket_disable = True
worker_tmp_dir = "/dev/shm" if os.path.isdir("/dev/shm") else None  # noqa: S108 (heartbeats must not wait for a disk)
logconfig_dict: dict[str, Any] = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {"json": {"()": "headway.logs.JsonFormatter"}},
    "handlers": {"stderr": {"class": "logging.StreamHandler", "formatter": "json"}},
    "root": {"level": "INFO", "handlers": ["stderr"]},
    "loggers": {
        "gunicorn.error": {"level": "WARNING", "propagate": True, "handlers": []},
        "gunicorn.access": {"level": "WARNING", "propagate": False, "handlers": []},
        "alembic": {"level": "WARNING", "propagate": True, "handlers": []},
    },
}


def on_starting(server: Any) -> None:
    """Migrate before the first worker exists; ends the start with a sentence when the database is not fit."""
    server.stop = partial(leave, server, server.stop)
    try:
        with server.app.wsgi().app_context():
            make_ready()
    except StartRefused as refusal:
        sys.exit(f"Headway cannot start: {refusal}")


def pre_fork(_server: Any, _worker: Any) -> None:
    """Keep the collector of garbage away from what all workers share: it need not look there, nor copy the pages."""
    gc.collect()
    gc.freeze()


def when_ready(_server: Any) -> None:
    """Tell the person at the terminal where to go."""
    print(f"Headway is ready: {os.environ['PUBLIC_URL']}  (Ctrl+C ends it)", flush=True)


def post_worker_init(worker: Any) -> None:
    """Have the worker refuse in our form, and end its streams when asked to leave: it waits for what is under way."""
    unreadable.install()
    threading.Thread(target=_drain_when_leaving, args=(worker,), name="leaving", daemon=True).start()


def child_exit(_server: Any, worker: Any) -> None:
    """Forget what a worker that is gone had measured as its present state."""
    mark_process_dead(worker.pid)  # type: ignore[no-untyped-call]


def on_exit(_server: Any) -> None:
    """Remove what the workers shared."""
    shutil.rmtree(os.environ["PROMETHEUS_MULTIPROC_DIR"], ignore_errors=True)


def _drain_when_leaving(worker: Any) -> None:
    while worker.alive:
        time.sleep(LEAVING_SECONDS)
    worker.wsgi.extensions["headway.hub"].drain()
