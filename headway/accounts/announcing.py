"""What becomes of people, told to the features that keep something about them.

Each feature hangs its recorders here in its `init_app`; they run inside the transaction, so that one that fails undoes
the act. Subscribers run after the commit: the act is done, and one that fails is logged. Accounts knows none of them.
"""

import logging
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from flask import Flask, current_app

from headway.accounts.models import User
from headway.database import Base

logger = logging.getLogger(__name__)

Recorder = Callable[[User, datetime], None]
Subscriber = Callable[[UUID], None]


@dataclass
class Announcements:
    """The recorders and subscribers of one app, in the order in which they came.

    `owned` are the models, with an `owner_id`, whose rows may be many: when a person leaves they are removed in
    batches, in this order, before the person's row takes the rest along by cascade.
    """

    registered: list[Recorder] = field(default_factory=list)
    changed: list[Recorder] = field(default_factory=list)
    deleted: list[Recorder] = field(default_factory=list)
    owned: list[type[Base]] = field(default_factory=list)
    subscribers: list[Subscriber] = field(default_factory=list)


def announcements(app: Flask | None = None) -> Announcements:
    """The recorders of `app`, or of the app of this request."""
    extensions = (app or current_app).extensions
    found: Announcements = extensions.setdefault("headway.announcements", Announcements())
    return found


def announce(recorders: list[Recorder], user: User, at: datetime) -> None:
    """Run the recorders for what became of `user` at `at` (UTC)."""
    for record in recorders:
        record(user, at)


def tell(person_id: UUID) -> None:
    """Tell the subscribers that the account of a person or one of their sessions is no longer what it was."""
    for subscriber in announcements().subscribers:
        try:
            subscriber(person_id)
        except Exception:
            logger.exception("a subscriber failed", extra={"subscriber": subscriber.__qualname__})
