"""End with 0 when the server on this machine answers: `python health.py [/readyz]`, by default /healthz."""

import os
import sys
from http.client import HTTPConnection
from urllib.parse import urlsplit


def main() -> None:
    """Ask, under the name that the server goes by."""
    path = sys.argv[1] if len(sys.argv) > 1 else "/healthz"
    host = urlsplit(os.environ.get("PUBLIC_URL", "http://127.0.0.1:5000")).netloc
    connection = HTTPConnection("127.0.0.1", int(os.environ.get("PORT", "5000")), timeout=4)
    connection.request("GET", path, headers={"Host": host})
    status = connection.getresponse().status
    connection.close()
    sys.exit(0 if status == 200 else f"{path} answers {status}.")


main()
