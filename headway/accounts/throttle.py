"""Waits for those who guess: counted in PostgreSQL, in transactions of their own, so that no failed act undoes a count.

Three lines count wrong passwords: of an account from a network, of a network, of an account. The last, when full, still
admits the networks that the account signed in from during the last 30 days, so that nobody can lock a person out.
A line's window begins with its first attempt and ends by the database's clock. Lines are keyed digests: they exist for
addresses with and without an account alike, and name neither.

A line is read before a hash and counted after it, so guesses sent at the same instant overshoot by as many as the queue
of hashes takes. Counting first would be exact, and would turn away a person who signs in on many devices at once.
"""

import hmac
from collections.abc import Iterable
from datetime import timedelta
from ipaddress import IPv6Address, ip_address
from typing import NamedTuple

from flask import current_app
from sqlalchemy import case, extract, func, select
from sqlalchemy.dialects.postgresql import insert

from headway.accounts.models import Wait
from headway.database import fetch_all, transaction
from headway.errors import TooManyRequests
from headway.extensions import db


class Limit(NamedTuple):
    """How many attempts a line takes within its window."""

    name: str
    attempts: int
    window: timedelta


GUESSES = Limit("guesses", 10, timedelta(minutes=15))
GUESSES_OF_NETWORK = Limit("network", 100, timedelta(minutes=15))
GUESSES_OF_ACCOUNT = Limit("account", 100, timedelta(hours=1))
REGISTRATIONS = Limit("registrations", 300, timedelta(hours=1))
REFRESHES = Limit("refreshes", 60, timedelta(minutes=1))
KNOWN_FOR = timedelta(days=30)
KNOWN_ANEW_AFTER = timedelta(days=1)  # so that most sign-ins write nothing here


class State(NamedTuple):
    """A line whose window has not ended."""

    attempts: int
    seconds_left: float


class Attempt:
    """One check of a password, for the account that goes by `email_key`, existing or not, from an IP address."""

    def __init__(self, email_key: str, address: str) -> None:
        """Raises `TooManyRequests`, which is the answer to the right password too, while a line is full."""
        network = network_of(address)
        self._guesses = line(GUESSES.name, email_key, network)
        self._of_network = line(GUESSES_OF_NETWORK.name, network)
        self._of_account = line(GUESSES_OF_ACCOUNT.name, email_key)
        self._known = line("known", email_key, network)
        self._states = _states([self._guesses, self._of_network, self._of_account, self._known])
        self._refuse_while_full()

    def failed(self) -> None:
        """Count the wrong password."""
        with transaction():
            limits = (GUESSES, self._guesses), (GUESSES_OF_NETWORK, self._of_network)
            _count([*limits, (GUESSES_OF_ACCOUNT, self._of_account)])

    def succeeded(self) -> None:
        """Forget the wrong passwords from here, and remember the network; in most cases there is nothing to write."""
        known = self._states.get(self._known)
        is_known = known and known.seconds_left > (KNOWN_FOR - KNOWN_ANEW_AFTER).total_seconds()
        if is_known and self._guesses not in self._states:
            return
        with transaction():
            _put({self._guesses: timedelta(), self._known: KNOWN_FOR})

    def _refuse_while_full(self) -> None:
        limits = {self._guesses: GUESSES, self._of_network: GUESSES_OF_NETWORK}
        if self._known not in self._states:
            limits[self._of_account] = GUESSES_OF_ACCOUNT
        waits = [
            state.seconds_left
            for key, state in self._states.items()
            if key in limits and state.attempts >= limits[key].attempts
        ]
        if waits:
            raise refusal(max(waits))


def spend(limit: Limit, subject: str) -> None:
    """Count one act of `subject`, inside the caller's transaction; raises `TooManyRequests` beyond the limit."""
    [state] = _count([(limit, line(limit.name, subject))])
    if state.attempts > limit.attempts:
        raise refusal(state.seconds_left)


def refusal(seconds_left: float) -> TooManyRequests:
    """The refusal that names the wait."""
    seconds = max(1, int(seconds_left) + 1)
    minutes = -(-seconds // 60)
    wait = f"{seconds} seconds" if seconds < 60 else f"{minutes} minute{'s' if minutes > 1 else ''}"
    return TooManyRequests(f"Too many attempts: wait {wait}, then try again.", seconds)


def network_of(address: str) -> str:
    """The network that one subscriber has: an IPv4 address, or the /64 of an IPv6 address."""
    try:
        parsed = ip_address(address)
    except ValueError:
        return address
    if isinstance(parsed, IPv6Address):
        return str(parsed.ipv4_mapped or IPv6Address(int(parsed) >> 64 << 64))
    return str(parsed)


def line(name: str, *subject: str) -> str:
    """The key of a line."""
    key: str = current_app.config["SECRET_KEY"]
    digest = hmac.new(key.encode(), "\0".join((name, *subject)).encode(), "sha256")
    return f"{name}:{digest.hexdigest()[:40]}"


def _states(lines: list[str]) -> dict[str, State]:
    seconds_left = extract("epoch", Wait.ends_at - func.now()).label("seconds_left")
    query = select(Wait.line, Wait.attempts, seconds_left).where(Wait.line.in_(lines), Wait.ends_at > func.now())
    return {row.line: State(row.attempts, float(row.seconds_left)) for row in fetch_all(query)}


def _count(limits: Iterable[tuple[Limit, str]]) -> list[State]:
    """One attempt more on each line, in one statement; lines in one order, so that two requests can't deadlock."""
    rows = [
        {"line": key, "attempts": 1, "ends_at": func.now() + limit.window}
        for limit, key in sorted(limits, key=lambda pair: pair[1])
    ]
    new = insert(Wait).values(rows)
    is_over = Wait.ends_at <= func.now()
    counted = new.on_conflict_do_update(
        index_elements=[Wait.line],
        set_={
            "attempts": case((is_over, 1), else_=Wait.attempts + 1),
            "ends_at": case((is_over, new.excluded.ends_at), else_=Wait.ends_at),
        },
    )
    returned = counted.returning(Wait.attempts, extract("epoch", Wait.ends_at - func.now()))
    return [State(attempts, float(seconds)) for attempts, seconds in db.session.execute(returned)]


def _put(windows: dict[str, timedelta]) -> None:
    rows = [{"line": key, "attempts": 0, "ends_at": func.now() + window} for key, window in sorted(windows.items())]
    new = insert(Wait).values(rows)
    values = {"attempts": new.excluded.attempts, "ends_at": new.excluded.ends_at}
    db.session.execute(new.on_conflict_do_update(index_elements=[Wait.line], set_=values))
