"""`/api/events`: the stream of what happens."""

from flask import Blueprint, Response, request

from headway.accounts.person import current_person
from headway.realtime import connections
from headway.realtime.hub import current_hub
from headway.realtime.opening import open_stream
from headway.realtime.schemas import Resume
from headway.web.contract import filtered_by, returns

routes = Blueprint("events", __name__, url_prefix="/api/events")


@routes.get("")
@returns(None, media_type="text/event-stream", refuses=(429,))
@filtered_by(Resume)
def index(query: Resume) -> Response:
    """Follow what happens to your tasks, your numbers and the leaderboard, as server-sent events."""
    hub = current_hub()
    told = request.headers.get("Last-Event-ID", query.after)
    stream = open_stream(hub, current_person(), told, connections.socket_of(request.environ))
    response = Response(stream.frames(), mimetype="text/event-stream")
    # A proxy that gathers a reply before it passes it on would make it useless (nginx reads this).
    response.headers["X-Accel-Buffering"] = "no"
    response.call_on_close(lambda: hub.remove(stream))
    return response
