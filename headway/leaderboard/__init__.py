"""The leaderboard: a ledger of points, what follows from it, and the board that people see."""

from flask import Flask

from headway import activity, maintenance
from headway.accounts.announcing import announcements
from headway.leaderboard import commands, histograms, ledger, projecting, visibility
from headway.leaderboard.models import Line, Score, ScoreDay
from headway.leaderboard.routes import routes


def init_app(app: Flask) -> None:
    """Register the routes and commands, and hang the recorders in; a person who leaves takes their points along."""
    histograms.init_app(app)
    app.register_blueprint(routes)
    app.cli.add_command(commands.leaderboard)
    activity.add_recorder(app, ledger.record)
    activity.add_subscriber(app, projecting.hasten)
    maintenance.add_chore(app, projecting.CHORE, projecting.EVERY_SECONDS, projecting.project)
    people = announcements(app)
    people.changed.append(visibility.follow)
    people.deleted.append(visibility.leave)
    people.owned.extend((Score, ScoreDay, Line))
