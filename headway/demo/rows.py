"""Stories into rows: the person, their tasks, and what the services would have written on the way there.

Counters, days and scores are not here: they follow from these rows by the statements that verify and rebuild them.
"""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from struct import Struct

from headway.activity.sweeping import KEPT
from headway.demo.calendars import DAY, Calendar
from headway.demo.copying import EPOCH, EPOCH_DAYS, date, instant, text, time
from headway.demo.ids import new_id
from headway.demo.people import DemoPerson
from headway.demo.stories import Story
from headway.leaderboard.points import ON_TIME, capped

EVENTS_KEPT = KEPT.days * DAY  # older ones would have been swept
COLUMNS = {
    "users": ("id", "email", "email_key", "name", "password_hash", "timezone", "leaderboard", "created_at"),
    "tallies": ("owner_id", "event_number", "line_number"),
    "tasks": (
        *("owner_id", "id", "title", "title_key", "description", "description_key", "status", "priority"),
        *("due_date", "due_time", "created_at", "updated_at", "completed_at", "deleted_at", "version"),
    ),
    "events": ("owner_id", "number", "task_id", "version", "change", "at"),
    "ledger": ("owner_id", "number", "task_id", "day", "points", "counted", "at"),
}
# Each column is its length in bytes and its value; the number of columns comes first.
USER = Struct(">h i16s")
TALLY = Struct(">h i16s ii ii")
TASK, STATE, VERSION = Struct(">h i16s i16s"), Struct(">ih ih"), Struct(">ii")
EVENT = Struct(">h i16s ii i16s ii ih iq")
LINE = Struct(">h i16s ii i16s ii ih ih iq")


@dataclass
class Batch:
    """Rows of some people, by table, in the order in which the tables must be filled."""

    tasks: int = 0
    rows: dict[str, list[bytes]] = field(default_factory=lambda: {table: [] for table in COLUMNS})


# One act among all acts of a person: when, the place of its task among the stories, version, change, does it earn.
Step = tuple[int, int, int, int, bool]


def add(batch: Batch, person: DemoPerson, stories: Sequence[Story], password_hash: str, board: Calendar) -> None:
    """Add all rows of a person; `board` is the calendar of the leaderboard."""
    ids = [new_id(person.chance, story.acts[0].at) for story in stories]
    steps = sorted(
        (act.at, place, version, act.change, act.earns)
        for place, story in enumerate(stories)
        for version, act in enumerate(story.acts, start=1)
    )
    lines = list(_lines(person, stories, ids, steps, board))
    batch.tasks += len(stories)
    batch.rows["users"].append(_user(person, password_hash))
    batch.rows["tallies"].append(TALLY.pack(3, 16, person.id, 4, len(steps), 4, len(lines)))
    batch.rows["tasks"].extend(_task(person, story, task_id) for story, task_id in zip(stories, ids, strict=True))
    batch.rows["events"].extend(_events(person, ids, steps))
    batch.rows["ledger"].extend(lines)


def _user(person: DemoPerson, password_hash: str) -> bytes:
    texts = (person.email, person.email, person.name, password_hash, person.zone, person.listing)
    return b"".join((USER.pack(8, 16, person.id), *map(text, texts), instant(person.joined_at)))


def _task(person: DemoPerson, story: Story, task_id: bytes) -> bytes:
    return b"".join(
        (
            TASK.pack(15, 16, person.id, 16, task_id),
            text(story.title),
            text(story.title.casefold()),
            text(story.description),
            text(story.description.casefold()),
            STATE.pack(2, story.status, 2, story.priority),
            date(None if story.due is None else person.calendar.date_of(story.due)),
            time(story.due_minute),
            instant(story.acts[0].at),
            instant(story.acts[-1].at),
            instant(story.completed_at),
            instant(story.deleted_at),
            VERSION.pack(4, len(story.acts)),
        )
    )


def _events(person: DemoPerson, ids: Sequence[bytes], steps: Sequence[Step]) -> Iterator[bytes]:
    """The events that are not old enough to be pruned; numbers count all."""
    oldest = person.calendar.end - EVENTS_KEPT
    for number, (at, place, version, change, _) in enumerate(steps, start=1):
        if at >= oldest:
            yield EVENT.pack(6, 16, person.id, 4, number, 16, ids[place], 4, version, 2, change, 8, at - EPOCH)


def _lines(
    person: DemoPerson, stories: Sequence[Story], ids: Sequence[bytes], steps: Sequence[Step], board: Calendar
) -> Iterator[bytes]:
    """The ledger: a task's award and day are those of its first line, and a day counts up to the cap."""
    awards: dict[int, tuple[int, int]] = {}
    raw: defaultdict[int, int] = defaultdict(int)
    for number, (at, place, earns) in enumerate(_moves(steps), start=1):
        if place not in awards:
            awards[place] = board.date_of(board.day_of(at)), _award(stories[place])
        day, award = awards[place]
        points = award if earns else -award
        before, raw[day] = capped(raw[day]), raw[day] + points
        fields = (16, ids[place], 4, day - EPOCH_DAYS, 2, points, 2, capped(raw[day]) - before, 8, at - EPOCH)
        yield LINE.pack(7, 16, person.id, 4, number, *fields)


def _moves(steps: Sequence[Step]) -> Iterator[tuple[int, int, bool]]:
    """The acts by which a task begins or ceases to earn: when, its place, and which of the two."""
    earning: set[int] = set()
    for at, place, _, _, earns in steps:
        if earns != (place in earning):
            earning ^= {place}
            yield at, place, earns


def _award(story: Story) -> int:
    return story.priority + (ON_TIME if story.is_on_time else 0)
