"""The table of routes, as attacks need it: made from the app, so that none is forgotten."""

from headway.web.contract import contract_of, is_public

ABSENT = "01a00000-0000-7000-8000-000000000000"


def api_routes(app):
    """Every rule of the API with each of its methods, in one order."""
    rules = [rule for rule in app.url_map.iter_rules() if rule.rule.startswith("/api/")]
    return sorted((method, rule.rule) for rule in rules for method in rule.methods - {"HEAD", "OPTIONS"})


def view_of(app, method, rule):
    """The view function behind a method and a rule."""
    endpoint = next(r.endpoint for r in app.url_map.iter_rules() if r.rule == rule and method in r.methods)
    return app.view_functions[endpoint]


def contract(app, method, rule):
    """What was declared of a route."""
    return contract_of(view_of(app, method, rule))


def open_to_strangers(app):
    """The routes that ask for no session."""
    return {(method, rule) for method, rule in api_routes(app) if is_public(view_of(app, method, rule))}


def path_to(rule, **ids):
    """The rule's path, with these ids and for all others one that nobody has."""
    for name in ("task_id", "session_id"):
        rule = rule.replace(f"<uuid:{name}>", str(ids.get(name, ABSENT)))
    assert "<" not in rule, f"teach this function what {rule} names"
    return rule
