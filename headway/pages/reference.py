"""The API as a page to read, drawn from its OpenAPI document. It loads nothing from outside and needs no script."""

from typing import Any

from flask import Blueprint, Response, render_template

from headway.pages.preferences import current_preferences
from headway.web.contract import public, returns
from headway.web.openapi import describe

routes = Blueprint("reference", __name__)


@routes.get("/api/docs")
@public
@returns(None, media_type="text/html")
def index() -> Response:
    """This document as a page to read."""
    document = describe()
    page = render_template(
        "screens/reference.html",
        document=document,
        groups=by_tag(document),
        type_of=type_of,
        preferences=current_preferences(),
    )
    return Response(page, mimetype="text/html")


def by_tag(document: dict[str, Any]) -> dict[str, list[tuple[str, str, dict[str, Any]]]]:
    """The operations as (method, path, operation), under the feature they belong to."""
    groups: dict[str, list[tuple[str, str, dict[str, Any]]]] = {}
    for path, methods in document["paths"].items():
        for method, operation in methods.items():
            groups.setdefault(operation["tags"][0], []).append((method.upper(), path, operation))
    return groups


def type_of(schema: dict[str, Any]) -> str:
    """A schema in a word or two: "uuid", "date or null", "low, medium, high", "list of Task"."""
    if "$ref" in schema:
        return str(schema["$ref"]).rsplit("/", 1)[1]
    if "anyOf" in schema:
        return " or ".join(type_of(part) for part in schema["anyOf"])
    if "enum" in schema:
        return ", ".join(map(str, schema["enum"]))
    if "const" in schema:
        return str(schema["const"])
    if schema.get("type") == "array":
        return f"list of {type_of(schema.get('items', {}))}"
    return str(schema.get("format") or schema.get("type") or "any")
