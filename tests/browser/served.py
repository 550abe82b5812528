"""The product as gunicorn loads it for these tests.

Like `wsgi.py`, but on the servers of the test run, which do not wait for the disk and so are not fit to keep anything.
"""

import os

from headway.app import create_app
from headway.config import Config

app = create_app(Config.from_environ(os.environ))
