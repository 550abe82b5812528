"""What lets the page stand without a network: the service worker, the empty shell that it keeps, and the manifest.

The shell is the frame of every screen with nobody in it: it is public, the same for everybody, and holds no task. What
a person sees in it offline comes from their own device.
"""

import orjson
from flask import Blueprint, Response, current_app, render_template
from werkzeug.datastructures import MultiDict
from werkzeug.exceptions import NotFound

from headway.analytics.schemas import Numbers, OpenByPriority
from headway.pages.filters import Filters
from headway.pages.preferences import DESK, current_preferences
from headway.web.assets import Tree

routes = Blueprint("offline", __name__)
WORKER = "js/offline/service-worker.js"
# The worker fetches what it keeps; scripts and all else come with the pages that it serves.
WORKER_POLICY = "default-src 'none'; connect-src 'self'"
# What a screen asks for: scripts, the joined style sheet, the fonts of western languages, the icon of the tab.
KEPT = ("js/", "css/app.css", "fonts/instrument-sans.woff2", "fonts/bricolage-grotesque.woff2", "icons/favicon.svg")
NOT_KEPT = (WORKER, "js/screens/")
NOBODY = {"id": "", "name": "", "email": "", "timezone": "UTC", "initials": "", "hue": ""}
NOTHING = Numbers(
    total=0,
    pending=0,
    in_progress=0,
    completed=0,
    overdue=0,
    due_today=0,
    due_today_completed=0,
    open_by_priority=OpenByPriority(low=0, medium=0, high=0),
    completed_today=0,
    points_today=0,
    streak_days=0,
    event_id=0,
)


@routes.get("/service-worker.js")
def worker() -> Response:
    """The worker with the list of what belongs to this release: another release is another worker."""
    tree = _tree()
    release = {
        "name": tree.digest,
        "shell": f"/shell/{tree.digest}",
        "assets": [tree.url(path) for path in tree.paths if path.startswith(KEPT) and not path.startswith(NOT_KEPT)],
    }
    body = b"const RELEASE = " + orjson.dumps(release) + b"\n" + tree.find(WORKER).body
    response = Response(body, content_type="text/javascript; charset=utf-8")
    response.headers["Cache-Control"] = "no-cache"
    response.headers["Content-Security-Policy"] = WORKER_POLICY
    return response


@routes.get("/shell/<release>")
def shell(release: str) -> str:
    """The frame with nobody in it, and the screens that go into it; only of the release that serves it."""
    if release != _tree().digest:
        raise NotFound
    return render_template(
        "screens/offline.html",
        screen="",
        heading="",
        person=NOBODY,
        counts=NOTHING,
        event_id="",
        filters=Filters.of(MultiDict()),
        preferences=current_preferences(),
    )


@routes.get("/manifest.webmanifest")
def manifest() -> Response:
    """How Headway looks once it is installed."""
    tree = _tree()
    icons = [
        {"src": tree.url(f"icons/app-icon-{name}.png"), "sizes": f"{side}x{side}", "type": "image/png", **purpose}
        for name, side, purpose in (
            ("192", 192, {}),
            ("512", 512, {}),
            ("maskable-512", 512, {"purpose": "maskable"}),
        )
    ]
    described = {
        "id": "/",
        "name": "Headway",
        "short_name": "Headway",
        "description": "Headway keeps your tasks and shows what is next.",
        "start_url": "/today",
        "scope": "/",
        "display": "standalone",
        "background_color": DESK["light"],
        "theme_color": DESK["light"],
        "categories": ["productivity"],
        "icons": icons,
        "shortcuts": [
            {"name": "Today", "url": "/today"},
            {"name": "Upcoming", "url": "/upcoming"},
            {"name": "All tasks", "url": "/all"},
        ],
    }
    response = Response(orjson.dumps(described), content_type="application/manifest+json")
    response.headers["Cache-Control"] = "no-cache"
    return response


def _tree() -> Tree:
    tree: Tree = current_app.extensions["headway.assets"]
    return tree
