"""How gunicorn serves these tests: as it serves Headway, without asking whether the database keeps what it is given.

The servers of a test run do not wait for the disk, and their schema is there already.
"""

from headway.serving import (  # noqa: F401 (gunicorn reads them here)
    child_exit,
    forwarded_allow_ips,
    http_parser,
    keepalive,
    logconfig_dict,
    on_exit,
    post_worker_init,
    worker_class,
    worker_connections,
    worker_tmp_dir,
)
