"""The product as gunicorn loads it for these tests: like `wsgi.py`, on the servers of the test run.

With HEADWAY_SLOW_SECONDS every answer is up to so much later: whatever relies on an order of answers shows then.
"""

import os
import random
import time

from headway.app import create_app
from headway.config import Config

app = create_app(Config.from_environ(os.environ))
if seconds := float(os.environ.get("HEADWAY_SLOW_SECONDS", "0")):
    app.before_request_funcs.setdefault(None, []).insert(0, lambda: time.sleep(random.uniform(0, seconds)))
