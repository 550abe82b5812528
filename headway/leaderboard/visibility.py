"""Who may be seen: `listed` in the scores follows the account, inside the transaction that changes it.

The account's acts hold the lock of the person's tally, so no completion slips in with the old choice.
"""

from datetime import datetime
from uuid import UUID

from sqlalchemy import Boolean, Insert, Uuid, bindparam, insert, select, update

from headway.accounts.models import Listing, User
from headway.extensions import db
from headway.leaderboard.models import Score, Waiting


def follow(user: User, at: datetime) -> None:
    """Take the person's choice over: by name and anonymous people are listed, hidden ones are not."""
    _list(user.id, user.leaderboard != Listing.HIDDEN)


def leave(user: User, at: datetime) -> None:
    """Take a person who deletes their account off the board at once; the rows go later, in batches."""
    _list(user.id, False)


def _list(owner_id: UUID, is_listed: bool) -> None:
    # Through the connection: a session takes the parameters of an INSERT for rows to insert.
    db.session.connection().execute(RELIST, {"owner": owner_id, "now_listed": is_listed})


def _relist() -> Insert:
    """One statement: the windows in which it makes a difference, and the queue when there are any."""
    listed = bindparam("now_listed", type_=Boolean())
    moved = (
        update(Score)
        .where(Score.owner_id == bindparam("owner", type_=Uuid()), Score.listed != listed)
        .values(listed=listed)
        .returning(Score.owner_id)
        .cte("moved")
    )
    return insert(Waiting).from_select(["owner_id"], select(moved.c.owner_id).distinct())


RELIST = _relist()
