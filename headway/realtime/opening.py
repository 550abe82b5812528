"""Opening a stream: a slot for it, and all that its page has missed."""

import re
from socket import socket

from headway import clock
from headway.accounts.person import Person
from headway.analytics import numbers
from headway.errors import TooManyRequests, Unavailable
from headway.realtime import connections, reading, slots
from headway.realtime.hub import Hub
from headway.realtime.stream import Stream
from headway.web.contract import to_json

NUMBER_FORM = re.compile(r"[0-9]{1,18}", re.ASCII)
WAIT_SECONDS = 30


class TooManyStreams(TooManyRequests):
    """Headway is open in too many places at once: close some, or wait."""


class NoRoom(Unavailable):
    """This server holds as many open pages as it can: try again in a moment."""


def open_stream(hub: Hub, person: Person, told: str | None, connection: socket | None) -> Stream:
    """A stream for a page that was told everything up to event `told`; None: it knows what is true now.

    Raises `TooManyStreams` and `NoRoom`.
    """
    known = person.event_number if told is None else _number(told, person.event_number)
    stream = Stream(person.id, person.session_id, person.event_number if known is None else known, hub.remark)
    _take_slot(hub, stream)
    connections.give_up_when_stuck(connection)
    hub.add(stream, connection)
    try:
        _catch_up(hub, stream, is_lost=known is None)
    except BaseException:
        hub.remove(stream)
        raise
    return stream


def _number(told: str, newest: int) -> int | None:
    """The number of the event that a page names; None when it can't be one that this person was ever told."""
    number = int(told) if NUMBER_FORM.fullmatch(told) else newest + 1
    return number if number <= newest else None


def _take_slot(hub: Hub, stream: Stream) -> None:
    if hub.is_full:
        raise NoRoom
    if _finds_slot(hub, stream):
        return
    # Somebody who reloads in a hurry is refused because of pages that are gone already.
    hub.sweep()
    if not _finds_slot(hub, stream):
        raise TooManyStreams(TooManyStreams.__doc__ or "", WAIT_SECONDS)


def _finds_slot(hub: Hub, stream: Stream) -> bool:
    return hub.has_room_for(stream.owner_id) and slots.take(stream)


def _catch_up(hub: Hub, stream: Stream, *, is_lost: bool) -> None:
    """Line up what the page has missed, then the numbers and the board of this moment."""
    if is_lost:
        stream.start_over(stream.position)
    if missed := reading.missed({stream.owner_id: stream.position}).get(stream.owner_id):
        stream.take(missed.happened, missed.event_number)
        stream.put("counts", to_json(numbers.read(missed, clock.now())))
    stream.put("leaderboard", hub.board.newest(clock.now()))
