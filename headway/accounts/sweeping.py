"""What time has made worthless, removed: hygiene only, since every query asks for the end itself."""

from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import delete, func, or_

from headway import maintenance
from headway.accounts import leaving
from headway.accounts.models import Session, Wait
from headway.database import transaction
from headway.extensions import db

KEPT_AFTER_ITS_END = timedelta(days=30)  # so that a person can find in their export who was signed in lately


CHORE = "accounts"
EVERY_SECONDS = 3600.0


def sweep_alone(at: datetime) -> None:
    """Sweep, unless another process does it at this moment."""
    with maintenance.alone(CHORE) as is_mine:
        if is_mine:
            sweep(at)


def sweep(at: datetime) -> None:
    """Remove sessions that ended long ago and waits that are over, and finish deletions that were interrupted."""
    long_ago = func.now() - KEPT_AFTER_ITS_END
    has_ended: Any = or_(Session.revoked_at < long_ago, Session.idle_until < long_ago)
    for ended in (delete(Session).where(has_ended), delete(Wait).where(Wait.ends_at < func.now())):
        with transaction():
            db.session.execute(ended.execution_options(synchronize_session=False))
    leaving.finish_interrupted(at)
