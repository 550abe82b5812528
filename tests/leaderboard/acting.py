"""What these tests do again and again, by the API."""

from flask import current_app


def create(me, **values):
    """The address of a new task."""
    reply = me.post("/api/tasks", json={"title": "Call Ana"} | values)
    assert reply.status_code == 201, reply.text
    return reply.headers["Location"]


def done(me, **values):
    """The address of a new task that was completed at once."""
    return create(me, status="completed", **values)


def change(me, task, **changes):
    """Change a task."""
    reply = me.put(task, json=changes)
    assert reply.status_code == 200, reply.text


def complete(me, task):
    """Complete a task."""
    change(me, task, status="completed")


def reopen(me, task):
    """Set a task back to pending."""
    change(me, task, status="pending")


def delete(me, task, permanently=False):
    """Put a task in the trash, or remove it for good."""
    assert me.delete(task, query_string={"permanently": "true"} if permanently else {}).status_code == 204


def batch(me, tasks, **act):
    """Do one act on many tasks."""
    ids = [task.rpartition("/")[2] for task in tasks]
    reply = me.post("/api/tasks/batch", json={"ids": ids} | act)
    assert reply.status_code == 200, reply.text


def show_as(me, listing):
    """Choose how to appear on the board."""
    assert me.patch("/api/users/me", json={"leaderboard": listing}).status_code == 200


def board(me, **query):
    """The board."""
    reply = me.get("/api/analytics/leaderboard", query_string=query)
    assert reply.status_code == 200, reply.text
    return reply.json


def points(me, window="week"):
    """My points in a window; 0 when I am not on the board."""
    you = board(me, window=window)["you"]
    return you["points"] if you else 0


def standings(me, **query):
    """The first rows as (rank, name, points)."""
    return [(row["rank"], row["name"], row["points"]) for row in board(me, **query)["entries"]]


def lines(me):
    """The ledger, oldest first, as (day, points, counted)."""
    reply = me.get("/api/analytics/points", query_string={"limit": 100})
    return [(line["day"], line["points"], line["counted"]) for line in reversed(reply.json["lines"])]


def a_second_later(app):
    """Let what this process remembers of the ranks grow old."""
    histograms = app.extensions["headway.histograms"]
    was = histograms.timer
    histograms.timer = lambda: was() + 1


def run_command(*arguments):
    """Run a `headway` command in the app of this context."""
    return current_app.test_cli_runner().invoke(args=list(arguments))
