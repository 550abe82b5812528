"""Event streams: what happens to a person's tasks, their numbers and the board, told to their open pages."""

from flask import Flask

from headway import activity
from headway.accounts.announcing import announcements
from headway.realtime import news
from headway.realtime.hub import Hub
from headway.realtime.routes import routes


def init_app(app: Flask) -> None:
    """Register the route, and tell all hubs what is committed here; our own starts with its first stream."""
    app.extensions["headway.hub"] = Hub(app)
    app.register_blueprint(routes)
    activity.add_subscriber(app, news.tell_of_changes)
    announcements(app).subscribers.append(news.tell_of_person)
