"""The product as gunicorn loads it for these tests: like `wsgi.py`, on the servers of the test run."""

import os

from headway.app import create_app
from headway.config import Config

app = create_app(Config.from_environ(os.environ))
