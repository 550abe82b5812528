"""The OpenAPI document is valid, and says of every route what is true."""

import pytest
from openapi_spec_validator import validate

from headway.web.contract import contract_of


@pytest.fixture
def document(client):
    return client.get("/api/openapi.json").json


def test_the_document_is_openapi_3_1(document):
    assert document["openapi"].startswith("3.1")
    validate(document)


def test_every_route_of_the_api_has_a_contract_and_a_summary(app):
    for rule in app.url_map.iter_rules():
        if rule.rule.startswith("/api/"):
            view = app.view_functions[rule.endpoint]
            assert contract_of(view), f"{rule} declares no contract"
            assert (view.__doc__ or "").strip(), f"{rule} has no docstring"


def test_every_route_and_method_is_in_the_document(app, document):
    listed = {(path, method.upper()) for path, methods in document["paths"].items() for method in methods}
    routed = {
        (rule.rule.replace("<uuid:", "{").replace(">", "}"), method)
        for rule in app.url_map.iter_rules()
        if rule.rule.startswith("/api/")
        for method in rule.methods - {"HEAD", "OPTIONS"}
    }
    assert listed == routed


def test_replies_hold_no_field_that_is_not_in_the_document(document):
    for name, schema in document["components"]["schemas"].items():
        if schema.get("type") == "object" and name != "Problem":
            assert schema.get("additionalProperties") is False, f"{name} is open"


def test_the_document_as_a_page_needs_no_outside_host(client):
    reply = client.get("/api/docs")
    assert reply.status_code == 200
    assert "https://" not in reply.text.replace("https://www.w3.org", "")
