"""Tasks: the model, the queries, the acts and their routes."""

from flask import Flask

from headway import activity
from headway.accounts.announcing import announcements
from headway.tasks import commands, counting
from headway.tasks.models import Task
from headway.tasks.routes import routes


def init_app(app: Flask) -> None:
    """Register the routes, the counters and their commands; a person who leaves takes their tasks along."""
    app.register_blueprint(routes)
    app.cli.add_command(commands.counts)
    activity.add_recorder(app, counting.count)
    announcements(app).owned.append(Task)
