"""Scripts, styles, fonts and icons: `/static/<digest of the whole tree>/<path>`, kept by browsers for a year.

Modules import each other by relative path, so one digest for the tree stands in for an import map: a change of any file
gives all of them a new address. A page from before an upgrade asks with the old digest; it gets today's file, uncached.
The tree is read once at start. Requests look a path up among what was read, so no path leads out of it.
"""

import gzip
import hashlib
import mimetypes
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path, PurePosixPath

import brotli
from flask import Blueprint, Flask, Response, current_app, request
from markupsafe import Markup
from werkzeug.exceptions import NotFound

from headway.web import modules, stylesheets

ROOT = Path(__file__).parent.parent / "static"
DIGEST_CHARACTERS = 12
FOR_A_YEAR = "public, max-age=31536000, immutable"
MEDIA_TYPES = {".js": "text/javascript", ".woff2": "font/woff2", ".svg": "image/svg+xml", ".txt": "text/plain"}
COMPRESSIBLE = ("text/", "image/svg+xml", "application/json", "application/manifest+json")

routes = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it is served; a compressed form is made by the first request that takes it."""

    body: bytes
    media_type: str

    @cached_property
    def brotli(self) -> bytes:
        """The body in the densest form that browsers take."""
        compressed: bytes = brotli.compress(self.body, mode=brotli.MODE_TEXT)
        return compressed

    @cached_property
    def gzip(self) -> bytes:
        """The body for clients without Brotli, the same bytes on every server."""
        return gzip.compress(self.body, mtime=0)

    @property
    def is_compressible(self) -> bool:
        """Fonts and bitmaps are compressed already."""
        return self.media_type.startswith(COMPRESSIBLE)


class Tree:
    """All files of a directory, the stylesheets joined into one, and the addresses of each."""

    def __init__(self, root: Path) -> None:
        paths = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        self.digest = digest(files)
        self._assets = {path: Asset(body, media_type(path)) for path, body in files.items()}
        self._assets[stylesheets.JOINED] = Asset(stylesheets.join(files), "text/css")
        self._imports = modules.imports(files)

    def find(self, path: str) -> Asset:
        """The file at `path`; raises `NotFound`."""
        try:
            return self._assets[path]
        except KeyError:
            raise NotFound from None

    def url(self, path: str) -> str:
        """The address of `path`; raises `KeyError` for a file that is not there."""
        self._assets[path]
        return f"/static/{self.digest}/{path}"

    def modules(self, entry: str) -> list[str]:
        """The addresses of what `entry` imports, directly or not, for `modulepreload`."""
        return [self.url(path) for path in modules.reachable(entry, self._imports)]


def init_app(app: Flask) -> None:
    """Read the tree, serve it, and give templates `asset_url`, `modules` and `sprite`."""
    tree = Tree(ROOT)
    app.extensions["headway.assets"] = tree
    app.register_blueprint(routes)
    app.add_template_global(tree.url, "asset_url")
    app.add_template_global(tree.modules, "modules")
    app.add_template_global(sprite, "sprite")


@routes.get("/static/<tree_digest>/<path:path>")
def show(tree_digest: str, path: str) -> Response:
    """One file, in the form that the client takes."""
    tree: Tree = current_app.extensions["headway.assets"]
    response = encoded(tree.find(path))
    response.headers["Cache-Control"] = FOR_A_YEAR if tree_digest == tree.digest else "no-store"
    return response


def encoded(asset: Asset) -> Response:
    """The file compressed as the client takes it."""
    if not asset.is_compressible:
        return Response(asset.body, content_type=asset.media_type)
    accepted = request.accept_encodings
    response = Response(
        asset.body, content_type=f"{asset.media_type}; charset=utf-8", headers={"Vary": "Accept-Encoding"}
    )
    for name, body in (("br", "brotli"), ("gzip", "gzip")):
        if accepted[name] > 0:
            response.data = getattr(asset, body)
            response.headers["Content-Encoding"] = name
            break
    return response


def sprite() -> Markup:
    """The icons, to be drawn into the page itself: a file of their own would let them appear a moment late."""
    tree: Tree = current_app.extensions["headway.assets"]
    drawing = tree.find("icons/sprite.svg").body.decode()
    return Markup(drawing.replace("<svg ", '<svg class="sprite" aria-hidden="true" ', 1).strip())  # noqa: S704


def digest(files: dict[str, bytes]) -> str:
    """One name for the whole tree, the same for the same files on every server."""
    total = hashlib.sha256()
    for path, body in files.items():
        total.update(f"{path}\0{len(body)}\0".encode() + body)
    return total.hexdigest()[:DIGEST_CHARACTERS]


def media_type(path: str) -> str:
    """The media type by the name's ending, whatever the machine's own table says."""
    return MEDIA_TYPES.get(PurePosixPath(path).suffix) or mimetypes.guess_type(path)[0] or "application/octet-stream"
