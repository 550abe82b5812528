"""How long an examination lasts: short in the suite, long in `make audit`."""

import os

IS_AUDIT = os.environ.get("HEADWAY_AUDIT") == "1"


def times(short, long):
    """How often to try: `short` in the suite, `long` in `make audit`."""
    return long if IS_AUDIT else short
