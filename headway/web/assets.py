"""Scripts, styles, fonts and icons: `/static/<digest of the whole tree>/<path>`, kept by browsers for a year.

Modules import each other by relative path, so one digest for the tree stands in for an import map: a change of any file
gives all of them a new address. While servers are replaced one by one, a page of one release asks a server of another:
it gets today's file, which nobody keeps. A 404 would leave it without styles and scripts; a file of its neighbour
release does what it did in all but rare cases, and the page's next visit to a screen loads it whole.
The tree is read and compressed once at start. Requests look a path up among what was read, so no path leads out of it.
"""

import gzip
import hashlib
import mimetypes
import re
from dataclasses import dataclass
from functools import cache
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
# The densest form (11) is a tenth smaller and costs each start a second; this costs all files together 40 ms.
BROTLI_QUALITY = 5
ELEMENT = re.compile(r"<([a-z]+(?:-[a-z]+)+)\b")

routes = Blueprint("assets", __name__)


@dataclass(frozen=True)
class Asset:
    """One file as it is served: as it is, and compressed, each form by the name of its encoding, the best first."""

    media_type: str
    forms: dict[str, bytes]

    @classmethod
    def of(cls, body: bytes, media_type: str) -> "Asset":
        """The file in all its forms. Fonts and bitmaps are compressed already."""
        if not media_type.startswith(COMPRESSIBLE):
            return cls(media_type, {"identity": body})
        dense = brotli.compress(body, mode=brotli.MODE_TEXT, quality=BROTLI_QUALITY)
        return cls(media_type, {"br": dense, "gzip": gzip.compress(body, mtime=0), "identity": body})

    @property
    def body(self) -> bytes:
        """The file as it is."""
        return self.forms["identity"]


class Tree:
    """All files of a directory, the stylesheets joined into one, and the addresses of each."""

    def __init__(self, root: Path) -> None:
        paths = sorted(path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
        files = {path.relative_to(root).as_posix(): path.read_bytes() for path in paths}
        self.digest = digest(files)
        served = {path: body for path, body in files.items() if not path.endswith(".css")}
        served[stylesheets.JOINED] = stylesheets.join(files)
        self._assets = {path: Asset.of(body, media_type(path)) for path, body in served.items()}
        self._imports = modules.imports(files)

    @property
    def paths(self) -> list[str]:
        """Every path that there is."""
        return sorted(self._assets)

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

    def urls(self) -> dict[str, str]:
        """The address of every file that is served, by its path in the tree."""
        return {path: self.url(path) for path in self._assets}

    def modules(self, *entries: str) -> list[str]:
        """The addresses of what the entries import, directly or not, for `modulepreload`."""
        return [self.url(path) for path in modules.reachable(entries, self._imports)]

    def elements(self, markup: str, page: str) -> list[str]:
        """The addresses of what the elements in `markup` are made of, but for what the module `page` has already."""
        tags = dict.fromkeys(ELEMENT.findall(markup))
        entries = [path for path in (f"js/elements/{tag}.js" for tag in tags) if path in self._assets]
        return [address for address in self.modules(page, *entries) if address not in self.modules(page)]


@cache
def current_tree() -> Tree:
    """The files of this release."""
    return Tree(ROOT)


def init_app(app: Flask) -> None:
    """Read the tree, serve it, and give templates `asset_url`, `modules`, `elements` and `sprite`."""
    tree = current_tree()
    app.extensions["headway.assets"] = tree
    app.register_blueprint(routes)
    app.add_template_global(tree.url, "asset_url")
    app.add_template_global(tree.modules, "modules")
    app.add_template_global(tree.elements, "elements")
    app.add_template_global(sprite, "sprite")


@routes.get("/static/<tree_digest>/<path:path>")
def show(tree_digest: str, path: str) -> Response:
    """One file, in the form that the client takes."""
    tree: Tree = current_app.extensions["headway.assets"]
    response = encoded(tree.find(path))
    response.headers["Cache-Control"] = FOR_A_YEAR if tree_digest == tree.digest else "no-store"
    if tree_digest == tree.digest:
        response.set_etag(f"{tree.digest}-{response.headers.get('Content-Encoding', 'identity')}")
        response.make_conditional(request)
    return response


def encoded(asset: Asset) -> Response:
    """The file in the best form that the client takes."""
    if len(asset.forms) == 1:
        return Response(asset.body, content_type=asset.media_type)
    accepted = request.accept_encodings
    name = next((name for name in asset.forms if accepted[name] > 0), "identity")
    headers = {"Vary": "Accept-Encoding"} | ({"Content-Encoding": name} if name != "identity" else {})
    return Response(asset.forms[name], content_type=f"{asset.media_type}; charset=utf-8", headers=headers)


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
