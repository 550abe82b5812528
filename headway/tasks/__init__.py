"""Tasks: the model, the queries, the acts and their routes."""

from flask import Flask

from headway import activity, maintenance
from headway.accounts.announcing import announcements
from headway.tasks import commands, counting, sweeping
from headway.tasks.models import Task
from headway.tasks.routes import routes


def init_app(app: Flask) -> None:
    """Register routes, counters, commands and the daily sweep; a person who leaves takes their tasks along."""
    app.register_blueprint(routes)
    app.cli.add_command(commands.counts)
    maintenance.add_chore(app, sweeping.CHORE, sweeping.EVERY_SECONDS, sweeping.sweep_alone)
    activity.add_recorder(app, counting.count)
    announcements(app).owned.append(Task)
