"""The form of log lines."""

import json
import logging
import time
from typing import Any

from gunicorn.glogging import Logger

# What the standard library puts on every record; anything else came by `extra` and belongs in the line.
STANDARD = set(vars(logging.makeLogRecord({}))) | {"message", "asctime", "taskName"}


class JsonFormatter(logging.Formatter):
    """A record as one line of ASCII JSON, so that nothing a client sends can forge a line or reach a terminal."""

    def format(self, record: logging.LogRecord) -> str:
        """The line."""
        line: dict[str, Any] = {
            "at": time.strftime("%Y-%m-%dT%H:%M:%S", time.gmtime(record.created)) + f".{int(record.msecs):03d}Z",
            "level": record.levelname.lower(),
            "logger": record.name,
            "message": record.getMessage(),
        }
        line |= {key: value for key, value in vars(record).items() if key not in STANDARD}
        if record.exc_info:
            line["exception"] = self.formatException(record.exc_info)
        return json.dumps(line, ensure_ascii=True, default=str)


class ServerLog(Logger):  # type: ignore[misc]
    """gunicorn's own log without its line for each request, which it puts together even where nobody takes it."""

    access_log_enabled = False
