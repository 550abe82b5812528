"""The route of the export."""

from flask import Blueprint, Response, stream_with_context

from headway import clock
from headway.accounts.person import current_person
from headway.export import document
from headway.export.schemas import Export
from headway.web.contract import returns

routes = Blueprint("export", __name__, url_prefix="/api/users/me")


@routes.get("/export")
@returns(Export)
def export() -> Response:
    """Take along everything about you as one JSON document."""
    person, now = current_person(), clock.now()
    pieces = document.write(person, now)
    response = Response(stream_with_context(pieces), mimetype="application/json")
    day = clock.day_in(person.timezone, now)
    response.headers["Content-Disposition"] = f'attachment; filename="headway-{day}.json"'
    return response
