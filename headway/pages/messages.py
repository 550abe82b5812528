"""Pages for what could not be shown: the same refusals as the API's, in a person's words."""

from typing import Any

from flask import Flask, Response, render_template, request

from headway.pages.preferences import current_preferences

WORDS = {
    404: ("Nothing here", "This page doesn’t exist, or it isn’t yours. It may have been deleted."),
    429: ("A little slower", "That was a lot at once. Wait a moment, then try again."),
    500: ("That broke on our side", "Your tasks are safe. Try again in a moment."),
    503: ("Back in a moment", "Headway can’t reach its data right now. Nothing is lost."),
}
PASSING = {429, 500, 503}


def init_app(app: Flask) -> None:
    """Answer refusals of pages with a page."""
    app.extensions["headway.error_page"] = error_page


def error_page(status: int, problem: dict[str, Any]) -> Response:
    """The page for a refusal; `problem` is what the API would have answered."""
    title, text = WORDS.get(status, (problem["title"], problem["detail"]))
    page = render_template(
        "screens/message.html",
        title=title,
        text=text,
        retry=request.path if status in PASSING and request.method == "GET" else "",
        request_id=problem.get("request_id", ""),
        preferences=current_preferences(),
    )
    return Response(page, status, mimetype="text/html")
