"""What holds of the tables at every moment, whatever happened: each query names the rows of which it does not hold."""

from typing import Any

import psycopg

# Each in one statement, so of one moment. Written by hand, from the rules and not from the code that keeps them.
# Events are kept for 30 days: of whom and what is older the first ones may be gone.
INVARIANTS = {
    "counters equal a recount": """
        SELECT owner_id, trashed, status, priority, c.tasks, t.tasks
        FROM (SELECT * FROM counts WHERE tasks <> 0) c
        FULL JOIN (SELECT owner_id, deleted_at IS NOT NULL AS trashed, status, priority, count(*) AS tasks
                   FROM tasks GROUP BY 1, 2, 3, 4) t
        USING (owner_id, trashed, status, priority) WHERE c.tasks IS DISTINCT FROM t.tasks""",
    "event numbers have no gap": """
        SELECT owner_id, t.event_number, count(e.number), max(e.number), min(e.number)
        FROM tallies t JOIN users u ON u.id = t.owner_id LEFT JOIN events e USING (owner_id)
        GROUP BY owner_id, t.event_number, u.created_at
        HAVING count(e.number) <> t.event_number + 1
                - CASE WHEN u.created_at < now() - interval '30 days' THEN coalesce(min(e.number), t.event_number + 1)
                  ELSE 1 END
            OR max(e.number) <> t.event_number""",
    "each version of a task has one event": """
        SELECT t.owner_id, t.id, t.version, count(e.number) FROM tasks t
        LEFT JOIN events e ON e.owner_id = t.owner_id AND e.task_id = t.id
        WHERE t.created_at > now() - interval '30 days' GROUP BY t.owner_id, t.id, t.version
        HAVING count(e.number) <> t.version OR count(DISTINCT e.version) <> t.version
            OR min(e.version) <> 1 OR max(e.version) <> t.version""",
    "versions rise with event numbers": """
        SELECT * FROM (SELECT owner_id, number, version,
                       lag(version) OVER (PARTITION BY owner_id, task_id ORDER BY number) AS earlier FROM events) e
        WHERE version <= earlier""",
    "the first event of a task creates it": """
        SELECT owner_id, task_id FROM events WHERE (change = 1) <> (version = 1)""",
    "no event without its task": """
        SELECT e.owner_id, e.task_id FROM events e LEFT JOIN tasks t ON t.owner_id = e.owner_id AND t.id = e.task_id
        WHERE t.id IS NULL GROUP BY e.owner_id, e.task_id HAVING bool_and(e.change <> 5)""",
    "completed means completed at": """
        SELECT owner_id, id FROM tasks WHERE (status = 2) <> (completed_at IS NOT NULL)""",
    "ledger numbers have no gap": """
        SELECT owner_id, t.line_number, count(l.number) FROM tallies t LEFT JOIN ledger l USING (owner_id)
        GROUP BY owner_id, t.line_number
        HAVING count(l.number) <> t.line_number OR coalesce(max(l.number), 0) <> t.line_number""",
    "a task earns once or not at all": """
        SELECT owner_id, task_id, sum(points) FROM ledger GROUP BY owner_id, task_id
        HAVING sum(points) NOT BETWEEN 0 AND 4""",
    "earned are the completed tasks": """
        SELECT owner_id, id, status, deleted_at, e.points FROM tasks
        FULL JOIN (SELECT owner_id, task_id AS id, sum(points) AS points FROM ledger GROUP BY 1, 2) e
        USING (owner_id, id)
        WHERE coalesce(e.points, 0) > 0 IS DISTINCT FROM coalesce(status = 2 AND deleted_at IS NULL, false)""",
    "a task's points are always of one day": """
        SELECT owner_id, task_id FROM ledger GROUP BY owner_id, task_id HAVING count(DISTINCT day) > 1""",
    "days equal the sum of their lines": """
        SELECT owner_id, day FROM score_days d
        FULL JOIN (SELECT owner_id, day, sum(points) AS raw, sum(sign(points)) AS completed
                   FROM ledger GROUP BY 1, 2) l USING (owner_id, day)
        WHERE coalesce(d.raw, 0) <> coalesce(l.raw, 0) OR coalesce(d.completed, 0) <> coalesce(l.completed, 0)""",
    "what is counted of a day is at most a hundred": """
        SELECT owner_id, day, d.raw FROM score_days d JOIN ledger l USING (owner_id, day)
        GROUP BY owner_id, day, d.raw HAVING sum(l.counted) <> least(d.raw, 100)""",
    "scores equal the sum of their days": """
        SELECT owner_id, period FROM scores s JOIN (
            SELECT owner_id, day, least(raw, 100) AS points, completed FROM score_days) d USING (owner_id)
        WHERE d.day >= s.starts_on AND (s.period = 3
            OR s.period = 0 AND d.day = s.starts_on
            OR s.period = 1 AND d.day < s.starts_on + 7
            OR s.period = 2 AND d.day < s.starts_on + interval '1 month')
        GROUP BY owner_id, period, starts_on, s.points, s.completed
        HAVING sum(d.points) <> s.points OR sum(d.completed) <> s.completed""",
    "who has points has a score in all four windows": """
        SELECT owner_id, count(DISTINCT period) FROM scores GROUP BY owner_id HAVING count(DISTINCT period) <> 4""",
    "everybody has one tally": """
        SELECT u.id FROM users u LEFT JOIN tallies t ON t.owner_id = u.id WHERE t.owner_id IS NULL""",
}


def broken(connection: "psycopg.Connection[Any]") -> dict[str, list[tuple[Any, ...]]]:
    """The first rows that break each invariant, by its name; all queries see one moment."""
    found = {}
    with connection.transaction():
        connection.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        for name, query in INVARIANTS.items():
            if rows := connection.execute(f"{query} LIMIT 3").fetchall():
                found[name] = rows
    return found
