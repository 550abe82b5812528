"""What PostgreSQL really read for a statement, from its own account of it."""

import json

from headway.statements import statement_sent


def explained(app, act, *settings):
    """What `act()` gives, and the plan of the last statement that it sent."""
    sent = []
    with app.app_context():
        engine = app.extensions["sqlalchemy"].engine

    def keep(cursor, statement, parameters):
        sent.append((statement, parameters))

    with statement_sent.connected_to(keep):
        result = act()
    statement, parameters = sent[-1]
    with engine.connect() as connection:
        for setting in ("plan_cache_mode = force_custom_plan", *settings):
            connection.exec_driver_sql(f"SET LOCAL {setting}")
        [[plan]] = connection.exec_driver_sql(f"EXPLAIN (ANALYZE, FORMAT JSON) {statement}", parameters)
    return result, (json.loads(plan) if isinstance(plan, str) else plan)[0]["Plan"]


def nodes(plan):
    """A plan's nodes, the outermost first."""
    yield plan
    for part in plan.get("Plans", ()):
        yield from nodes(part)


def entries_read(plan):
    """The rows of tasks that a plan went through, those that it threw away included."""
    return sum(
        (node["Actual Rows"] + node.get("Rows Removed by Filter", 0)) * node["Actual Loops"]
        for node in nodes(plan)
        if node.get("Relation Name") == "tasks"
    )


def kinds(plan):
    """The ways in which tasks are reached."""
    return {node["Node Type"] for node in nodes(plan) if node.get("Relation Name") == "tasks"}
