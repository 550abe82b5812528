"""Pages and lists go out compressed; files are already (`assets.py`), and streams are not: their lines are small.

Lengths betray secrets only to somebody who can have words of their own put beside them and watch the wire. Cookies are
`SameSite=Strict`, so that no other site can ask for a page in somebody's name, and no token is in any page.
"""

import zlib

import brotli
from flask import Flask, Response, request

# 180 KB of HTML take 2 ms like this; the next better quality takes three times as long for a twentieth less.
BROTLI_QUALITY = 4
GZIP_LEVEL = 5
WITH_GZIP_HEADER = 16 + zlib.MAX_WBITS
# Below this a compressed reply needs no packet less.
WORTH_BYTES = 1200
MEDIA_TYPES = {"text/html", "application/json"}


def init_app(app: Flask) -> None:
    """Compress replies after every request."""
    app.after_request(compress)


def compress(response: Response) -> Response:
    """Send the reply in the form that the client takes; one with an `ETag` stays as it was tagged."""
    if response.mimetype not in MEDIA_TYPES or response.is_streamed or "ETag" in response.headers:
        return response
    response.vary.add("Accept-Encoding")
    body = response.get_data()
    encoding = next((name for name in ENCODERS if request.accept_encodings[name] > 0), None)
    if encoding and len(body) >= WORTH_BYTES:
        response.set_data(ENCODERS[encoding](body))
        response.headers["Content-Encoding"] = encoding
    return response


def dense(body: bytes) -> bytes:
    """The body as Brotli writes it."""
    compressed: bytes = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
    return compressed


def zipped(body: bytes) -> bytes:
    """The body as gzip writes it."""
    writer = zlib.compressobj(GZIP_LEVEL, zlib.DEFLATED, WITH_GZIP_HEADER)
    return writer.compress(body) + writer.flush()


ENCODERS = {"br": dense, "gzip": zipped}
