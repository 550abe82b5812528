"""What `flask` and gunicorn load: reads the environment, has the embedded servers if none are given, builds the app."""

import sys

from headway import maintenance
from headway.app import create_app
from headway.starting import StartRefused, prepare

try:
    started = prepare()  # the lease in it keeps embedded servers running as long as this process lives
except StartRefused as refusal:
    sys.exit(f"Headway cannot start: {refusal}")
app = create_app(started.config)
maintenance.begin_with_first_request(app)
