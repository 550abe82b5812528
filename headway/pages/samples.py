"""The tasks that a new person is given to try things on, while they are what they were."""

from collections.abc import Sequence
from uuid import UUID, uuid5

from headway.accounts.person import Person
from headway.pages.preferences import current_preferences
from headway.tasks import reading
from headway.tasks.schemas import TaskView

# By their place, for who has keys and for who has a finger; `static/js/samples.js` makes them at sign-up, with ids that
# follow from the person's.
TITLES = (
    ("Complete me: click the circle", "Complete me: tap the circle"),
    ("Press N to add a task", "Tap + to add a task"),
    ("Press Ctrl K to find anything", "Tap Search to find anything"),
)


def left(person: Person) -> list[UUID]:
    """The ids of the samples that are left and have their titles: a renamed one has become a task of the person's.

    None once the person said that they may stay.
    """
    if not current_preferences().offers_samples:
        return []
    return among(person, reading.read_each(person.id, list(_titles(person))))


def among(person: Person, tasks: Sequence[TaskView]) -> list[UUID]:
    """The same of `tasks` that were read anyway."""
    if not current_preferences().offers_samples:
        return []
    titles = _titles(person)
    return [task.id for task in tasks if task.deleted_at is None and task.title in titles.get(task.id, ())]


def _titles(person: Person) -> dict[UUID, tuple[str, str]]:
    return {uuid5(person.id, f"sample {place}"): titles for place, titles in enumerate(TITLES, 1)}
