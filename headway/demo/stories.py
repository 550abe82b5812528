"""What happened to a task, from its making to now: the acts in their order, and where they left it.

Every rule of a real task holds: nothing happens before the person joined or after the end, each act makes a version,
and a task is completed at the act that last moved it there.
"""

from dataclasses import dataclass
from typing import NamedTuple

from headway.activity import ChangeKind
from headway.demo.calendars import Calendar
from headway.demo.chance import Chance
from headway.demo.people import DemoPerson
from headway.tasks.states import Status

PRIORITIES = (1, 2, 2, 3)  # codes, as often as they are chosen
DATED, TIMED = 0.65, 0.2  # of all tasks; of the dated ones
DAYS_AHEAD = (0, 0, 1, 1, 2, 3, 5, 7, 7, 10, 14, 21, 30)  # how far a due date lies ahead
DAYS_NEEDED = (0, 0, 0, 0, 1, 1, 1, 2, 3, 4, 6, 9, 14, 25)
EDITED, STARTED, ABANDONED, REOPENED, POSTPONED, TRASHED = 0.25, 0.4, 0.15, 0.04, 0.6, 0.05
COMPLETED_AGAIN = 0.7
DAYS_IN_TRASH = 29  # after 30 the sweep would take it
PENDING, IN_PROGRESS, COMPLETED = (status.code for status in Status)
QUARTERS = range(7 * 60, 21 * 60, 15)  # due times, in minutes of the day
CREATED, UPDATED, DELETED = ChangeKind.CREATED.code, ChangeKind.UPDATED.code, ChangeKind.DELETED.code


class Act(NamedTuple):
    """What somebody did at an instant, and whether the task has its points after it."""

    at: int
    change: int
    earns: bool


@dataclass(slots=True)
class Story:
    """One task. Days are those of the owner's calendar, codes those of the database, `due_minute` is of the day."""

    title: str
    description: str
    priority: int
    due: int | None
    due_minute: int | None
    acts: list[Act]
    day: int  # of the last act
    status: int = PENDING
    completed_at: int | None = None
    deleted_at: int | None = None
    is_on_time: bool = False  # at its first completion
    is_done_once: bool = False


class Storyteller:
    """Tells the tasks of one person."""

    def __init__(self, person: DemoPerson) -> None:
        self._calendar: Calendar = person.calendar
        self._language = person.language
        self._chance: Chance = person.chance
        self._joined_at = person.joined_at
        self._first_day = person.calendar.next_waking_day(person.joined_at)

    def tell(self, number: int) -> list[Story]:
        """`number` tasks, in the order in which they were made."""
        chance, calendar = self._chance, self._calendar
        days = (calendar.busy_day(chance, self._first_day) for _ in range(number))
        instants = sorted(calendar.moment(chance, day, self._joined_at) for day in days)
        return [self._story(at) for at in instants]

    def _story(self, at: int) -> Story:
        story = self._new_story(at)
        if self._chance.happens(EDITED):
            self._act(story, story.day)
        if not self._chance.happens(ABANDONED):
            self._work_on(story)
        if story.status != COMPLETED and story.due is not None and story.due < self._calendar.today:
            self._postpone(story)
        if self._chance.happens(TRASHED):
            self._discard(story)
        return story

    def _new_story(self, at: int) -> Story:
        chance, day = self._chance, self._calendar.day_of(at)
        due = self._calendar.workday(chance, day + chance.pick(DAYS_AHEAD)) if self._chance.happens(DATED) else None
        return Story(
            title=self._language.title(chance),
            description=self._language.description(chance),
            priority=chance.pick(PRIORITIES),
            due=due,
            due_minute=chance.pick(QUARTERS) if due is not None and self._chance.happens(TIMED) else None,
            acts=[Act(at, CREATED, False)],
            day=day,
        )

    def _work_on(self, story: Story) -> None:
        """Start and complete the task, as far as there was time for it until now."""
        chance, calendar = self._chance, self._calendar
        done = calendar.workday(chance, story.day + chance.pick(DAYS_NEEDED))
        if self._chance.happens(STARTED):
            days = min(done, calendar.today) - story.day
            story.status = IN_PROGRESS
            self._act(story, story.day + int(chance.random() * (days + 1)))
        if done <= calendar.today:
            self._complete(story, done)
            if self._chance.happens(REOPENED):
                self._reopen(story)

    def _complete(self, story: Story, day: int) -> None:
        story.status = COMPLETED
        if not story.is_done_once:
            story.is_done_once = True
            story.is_on_time = story.due is not None and day <= story.due
        self._act(story, day)
        story.completed_at = story.acts[-1].at

    def _reopen(self, story: Story) -> None:
        """It was not done after all; most of these are completed again."""
        story.status, story.completed_at = PENDING, None
        self._act(story, story.day)
        day = story.day + self._chance.pick(DAYS_NEEDED)
        if day <= self._calendar.today and self._chance.happens(COMPLETED_AGAIN):
            self._complete(story, day)

    def _postpone(self, story: Story) -> None:
        """What is overdue gets another date, some of it today."""
        if self._chance.happens(POSTPONED):
            story.due = self._calendar.today + self._chance.pick(DAYS_AHEAD)
            self._act(story, self._calendar.today)

    def _discard(self, story: Story) -> None:
        day = self._calendar.today - int(self._chance.random() * DAYS_IN_TRASH)
        if day >= story.day:
            self._act(story, day, DELETED)
            story.deleted_at = story.acts[-1].at

    def _act(self, story: Story, day: int, change: int = UPDATED) -> None:
        at = self._calendar.moment(self._chance, day, story.acts[-1].at)
        story.acts.append(Act(at, change, story.status == COMPLETED and change != DELETED))
        story.day = day
