"""What happened: event rows, recorders and subscribers."""

from flask import Flask

from headway import maintenance
from headway.accounts.announcing import announcements
from headway.activity import sweeping
from headway.activity.models import ChangeKind, Event
from headway.activity.recording import Change, Listeners, add_recorder, add_subscriber, announce, record

__all__ = ["Change", "ChangeKind", "Event", "add_recorder", "add_subscriber", "announce", "record"]


def init_app(app: Flask) -> None:
    """Make room for recorders and subscribers, sweep daily; a person who leaves takes their events along."""
    app.extensions["headway.activity"] = Listeners()
    maintenance.add_chore(app, sweeping.CHORE, sweeping.EVERY_SECONDS, sweeping.sweep_alone)
    announcements(app).owned.append(Event)
