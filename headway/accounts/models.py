"""People and the devices they are signed in on."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

import uuid_utils.compat as uuid_utils
from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, func
from sqlalchemy.orm import Mapped, mapped_column

from headway.database import Base

LONGEST_NAME = 100
LONGEST_EMAIL = 254
LONGEST_USER_AGENT = 300


class Listing(StrEnum):
    """How a person appears on the leaderboard."""

    NAME = "name"
    ANONYMOUS = "anonymous"
    HIDDEN = "hidden"


class User(Base):
    """A person with an account.

    `email` is shown as it was typed, `email_key` is what addresses are compared by: the database holds it unique.
    A person whose deletion has begun is disabled, has `deleted_at` and no longer a name or an address.
    """

    __tablename__ = "users"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid_utils.uuid7)
    email: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    email_key: Mapped[str] = mapped_column(String(LONGEST_EMAIL))
    name: Mapped[str] = mapped_column(String(LONGEST_NAME))
    password_hash: Mapped[str] = mapped_column(Text)
    timezone: Mapped[str] = mapped_column(String(64))
    leaderboard: Mapped[str] = mapped_column(String(16), default=Listing.NAME.value)
    created_at: Mapped[datetime]
    disabled_at: Mapped[datetime | None]
    deleted_at: Mapped[datetime | None] = mapped_column()

    __table_args__ = (
        UniqueConstraint("email_key"),
        CheckConstraint("email_key <> '' AND name <> ''", name="named"),
        CheckConstraint("leaderboard IN ('name', 'anonymous', 'hidden')", name="leaderboard"),
        CheckConstraint("password_hash LIKE '$argon2id$%'", name="password_hash"),
        CheckConstraint("deleted_at IS NULL OR disabled_at IS NOT NULL", name="deleted_is_disabled"),
        # Deletions that a crash interrupted are found, and finished, by this.
        Index("ix_users_deleted_at", deleted_at, postgresql_where=deleted_at.is_not(None)),
    )


class Session(Base):
    """A signed-in device. All its instants are the database's, so that servers with other clocks agree on its end.

    It ends when `idle_until` or `absolute_until` has passed or `revoked_at` is set. Only a refresh moves `last_used_at`
    and `idle_until`, and these two are the `iat` and `exp` of its refresh token: with `refresh_jti` they are all that
    is needed to make that token again, bit by bit. A token is proven by its signature, so its `jti` is no secret.
    """

    __tablename__ = "sessions"

    id: Mapped[UUID] = mapped_column(primary_key=True, default=uuid_utils.uuid7)
    user_id: Mapped[UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    refresh_jti: Mapped[str] = mapped_column(String(64))
    previous_jti: Mapped[str | None] = mapped_column(String(64))
    user_agent: Mapped[str] = mapped_column(String(LONGEST_USER_AGENT))
    created_at: Mapped[datetime] = mapped_column(server_default=func.now())
    last_used_at: Mapped[datetime] = mapped_column(server_default=func.now())
    idle_until: Mapped[datetime]
    absolute_until: Mapped[datetime]
    revoked_at: Mapped[datetime | None]

    __table_args__ = (
        Index("ix_sessions_user_id", user_id),
        CheckConstraint("idle_until <= absolute_until", name="idle_within_absolute"),
        CheckConstraint("previous_jti IS DISTINCT FROM refresh_jti", name="rotated"),
    )


class Wait(Base):
    """Attempts counted against one line: a person's address and network, a network, an account.

    `line` is a keyed digest, so that the table names nobody. The count holds until `ends_at`, by the database's clock.
    """

    __tablename__ = "throttle"

    line: Mapped[str] = mapped_column(String(64), primary_key=True)
    attempts: Mapped[int]
    ends_at: Mapped[datetime]

    __table_args__ = (CheckConstraint("attempts >= 0", name="attempts"),)
