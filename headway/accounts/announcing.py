"""What becomes of people, told to the features that keep something about them.

Each feature hangs its recorders here in its `init_app`; they run inside the transaction, so that one that fails undoes
the act. Accounts knows none of them.
"""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime

from flask import Flask, current_app

from headway.accounts.models import User
from headway.database import Base

Recorder = Callable[[User, datetime], None]


@dataclass
class Announcements:
    """The recorders of one app, in the order in which they came.

    `owned` are the models, with an `owner_id`, whose rows may be many: when a person leaves they are removed in
    batches, in this order, before the person's row takes the rest along by cascade.
    """

    registered: list[Recorder] = field(default_factory=list)
    changed: list[Recorder] = field(default_factory=list)
    deleted: list[Recorder] = field(default_factory=list)
    owned: list[type[Base]] = field(default_factory=list)


def announcements(app: Flask | None = None) -> Announcements:
    """The recorders of `app`, or of the app of this request."""
    extensions = (app or current_app).extensions
    found: Announcements = extensions.setdefault("headway.announcements", Announcements())
    return found


def announce(recorders: list[Recorder], user: User, at: datetime) -> None:
    """Run the recorders for what became of `user` at `at` (UTC)."""
    for record in recorders:
        record(user, at)
