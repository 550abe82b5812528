"""The OpenAPI 3.1 document, drawn from the contracts that check requests."""

from collections.abc import Iterator
from functools import cache
from http import HTTPStatus
from typing import Any

import orjson
from flask import Blueprint, Flask, Response, current_app
from pydantic import BaseModel
from pydantic.json_schema import models_json_schema
from werkzeug.routing import Rule

from headway.web.contract import PERSON_HEADER, Contract, contract_of, is_public, public, returns

routes = Blueprint("openapi", __name__, url_prefix="/api")
TEMPLATE = "#/components/schemas/{model}"
PROBLEM = {
    "type": "object",
    "description": "What was refused and why (RFC 9457).",
    "required": ["type", "title", "status", "detail", "request_id"],
    "properties": {
        "type": {"type": "string"},
        "title": {"type": "string"},
        "status": {"type": "integer"},
        "detail": {"type": "string", "description": "One sentence for a person."},
        "request_id": {"type": "string"},
        "current": {"type": "object", "description": "What is stored now, in a refusal with 412."},
        "another_person": {"type": "boolean", "description": "True when the page is not the signed-in person's."},
        "errors": {
            "type": "array",
            "items": {
                "type": "object",
                "required": ["field", "message"],
                "properties": {"field": {"type": "string"}, "message": {"type": "string"}},
            },
        },
    },
}
MANY = "May be repeated, or its values separated by commas."
# What any route can answer, whatever it does.
COMMON_REFUSALS = (400, 413, 415, 422, 429, 503)


def init_app(app: Flask) -> None:
    """Register the document, which anyone may read."""
    app.register_blueprint(routes)


@routes.get("/openapi.json")
@public
@returns(None)
def document() -> Response:
    """This document."""
    return Response(orjson.dumps(describe()), mimetype="application/json")


def described_routes(app: Flask) -> Iterator[tuple[Rule, str, Contract]]:
    """Every rule of the API with each of its methods (HEAD answers as GET and is not listed)."""
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: (rule.rule, rule.endpoint)):
        contract = contract_of(app.view_functions[rule.endpoint])
        if rule.rule.startswith("/api/") and contract:
            for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
                yield rule, method, contract


def describe() -> dict[str, Any]:
    """The document of this app."""
    return _describe(current_app._get_current_object())  # type: ignore[attr-defined]


@cache
def _describe(app: Flask) -> dict[str, Any]:
    listed = list(described_routes(app))
    schemas = _schemas([contract for _, _, contract in listed])
    paths: dict[str, dict[str, Any]] = {}
    for rule, method, contract in listed:
        path = rule.rule.replace("<uuid:", "{").replace("<", "{").replace(">", "}")
        paths.setdefault(path, {})[method.lower()] = _operation(app, rule, method, contract)
    return {
        "openapi": "3.1.0",
        "info": {
            "title": "Headway",
            "version": "1",
            "description": "Tasks, analytics and a leaderboard. Instants are in UTC, refusals are problem details.",
        },
        "paths": paths,
        "components": {
            "schemas": schemas | {"Problem": PROBLEM},
            "securitySchemes": _security_scheme(app, "access") | _security_scheme(app, "refresh"),
        },
    }


def _security_scheme(app: Flask, kind: str) -> dict[str, Any]:
    """The cookie of a token, and the header that repeats its CSRF cookie."""
    cookie, csrf = app.config[f"JWT_{kind.upper()}_COOKIE_NAME"], app.config[f"JWT_{kind.upper()}_CSRF_COOKIE_NAME"]
    header = {
        "type": "apiKey",
        "in": "header",
        "name": "X-CSRF-TOKEN",
        "description": f"The value of the cookie {csrf}.",
    }
    return {kind: {"type": "apiKey", "in": "cookie", "name": cookie}, f"{kind}Csrf": header}


def _schemas(contracts: list[Contract]) -> dict[str, Any]:
    wanted: dict[tuple[type[BaseModel], Any], None] = {}
    for contract in contracts:
        if contract.takes_body:
            wanted[contract.body, "validation"] = None
        if contract.view:
            wanted[contract.view, "serialization"] = None
    _, definitions = models_json_schema(list(wanted), ref_template=TEMPLATE)
    found: dict[str, Any] = definitions.get("$defs", {})
    for contract in contracts:
        # A query is drawn parameter by parameter: of its schema only what the parameters name is needed.
        found |= contract.query.model_json_schema(ref_template=TEMPLATE).get("$defs", {})
    return found


def _operation(app: Flask, rule: Rule, method: str, contract: Contract) -> dict[str, Any]:
    view = app.view_functions[rule.endpoint]
    of_guard = set() if is_public(view) else {401, 403}
    operation: dict[str, Any] = {
        "operationId": f"{rule.endpoint}.{method}".lower(),
        "summary": (view.__doc__ or "").strip().split("\n")[0],
        "tags": [rule.endpoint.split(".")[0]],
        "parameters": _path_parameters(rule) + _query_parameters(contract) + _header_parameters(view, contract),
        "responses": _responses(rule, contract, of_guard),
    }
    if contract.takes_body:
        schema = {"$ref": TEMPLATE.format(model=contract.body.__name__)}
        needed = any(field.is_required() for field in contract.body.model_fields.values())
        operation["requestBody"] = {"required": needed, "content": {"application/json": {"schema": schema}}}
    if not is_public(view):
        kinds: tuple[str, ...] = getattr(view, "admitted", ("access",))
        operation["security"] = [{kind: []} if method == "GET" else {kind: [], f"{kind}Csrf": []} for kind in kinds]
    return operation


def _path_parameters(rule: Rule) -> list[dict[str, Any]]:
    schema = {"type": "string", "format": "uuid", "minLength": 36, "maxLength": 36}
    return [{"name": name, "in": "path", "required": True, "schema": schema} for name in sorted(rule.arguments)]


def _query_parameters(contract: Contract) -> list[dict[str, Any]]:
    if not contract.takes_query:
        return []
    schema = contract.query.model_json_schema(ref_template=TEMPLATE)
    required = schema.get("required", [])
    return [
        {
            "name": name,
            "in": "query",
            "required": name in required,
            "schema": _without_null(part),
            "description": MANY if part.get("type") == "array" else "",
            "style": "form",
            "explode": True,
        }
        for name, part in schema["properties"].items()
    ]


def _without_null(schema: dict[str, Any]) -> dict[str, Any]:
    """The schema of a value in a query, where nothing says null but its absence."""
    kinds: list[dict[str, Any]] = [kind for kind in schema.get("anyOf", ()) if kind != {"type": "null"}]
    if len(kinds) != 1:
        return schema
    return {name: value for name, value in schema.items() if name not in ("anyOf", "default")} | kinds[0]


def _header_parameters(view: Any, contract: Contract) -> list[dict[str, Any]]:
    """`If-Match`, where a stale version is refused; `Last-Event-ID`, where a stream goes on after an event.

    With `X-Headway-Person` a page says whose it is: when somebody else is signed in by now, it is refused.
    """
    taken = {
        PERSON_HEADER: (not is_public(view), "0199aa3e-7c00-7000-8000-000000000001"),
        "If-Match": (HTTPStatus.PRECONDITION_FAILED in contract.refusals, '"v1"'),
        "Last-Event-ID": (contract.media_type == "text/event-stream", "42"),
    }
    return [
        {"name": name, "in": "header", "required": False, "schema": {"type": "string", "examples": [example]}}
        for name, (is_taken, example) in taken.items()
        if is_taken
    ]


def _responses(rule: Rule, contract: Contract, of_guard: set[int]) -> dict[str, Any]:
    done: dict[str, Any] = {}
    if contract.view:
        done["content"] = {contract.media_type: {"schema": {"$ref": TEMPLATE.format(model=contract.view.__name__)}}}
    elif contract.status == HTTPStatus.OK:
        done["content"] = {contract.media_type: {}}
    refusals = {*COMMON_REFUSALS, *of_guard, *contract.refusals}
    if rule.arguments:
        refusals.add(404)
    statuses = (contract.status, *contract.other_statuses)
    answers = {str(status): done | {"description": HTTPStatus(status).phrase} for status in statuses}
    return answers | {str(status): _refusal(status) for status in sorted(refusals)}


def _refusal(status: int) -> dict[str, Any]:
    schema = {"$ref": TEMPLATE.format(model="Problem")}
    return {"description": HTTPStatus(status).phrase, "content": {"application/problem+json": {"schema": schema}}}
