"""What happens to demo tasks: nothing that could not happen to a real one."""

from dataclasses import dataclass
from datetime import datetime

import pytest

from headway.activity import ChangeKind
from headway.demo.calendars import DAY
from headway.demo.people import people
from headway.demo.stories import Story, Storyteller
from headway.tasks.states import Status

# Clocks went back in Cairo, Europe and America and forward in Sydney during the first history; the others end within
# the last and the first hour of somebody's day.
ENDS = ["2026-11-05T15:00Z", "2026-04-20T22:30Z", "2026-07-01T00:00Z", "2026-01-02T23:59:59Z"]


@dataclass
class Told:
    """A story, and whose it is."""

    person: object
    story: Story


@pytest.fixture(scope="module", params=ENDS, ids=str)
def told(request):
    """Twenty tasks of each of two hundred people."""
    crowd = people(200, seed=3, end=datetime.fromisoformat(request.param), numbers=range(1, 201))
    return [Told(person, story) for person in crowd for story in Storyteller(person).tell(20)]


def test_acts_follow_one_another_between_joining_and_the_end(told):
    for one in told:
        instants = [one.person.joined_at, *(act.at for act in one.story.acts), one.person.calendar.end]
        assert instants == sorted(instants)


def test_a_story_begins_with_the_making_and_ends_with_the_trash_if_at_all(told):
    for one in told:
        kinds = [ChangeKind.CREATED.code] + [ChangeKind.UPDATED.code] * (len(one.story.acts) - 1)
        if one.story.deleted_at is not None:
            kinds[-1] = ChangeKind.DELETED.code
        assert [act.change for act in one.story.acts] == kinds


def test_exactly_completed_tasks_have_the_instant_of_an_act(told):
    for one in told:
        is_completed = one.story.status == Status.COMPLETED.code
        assert is_completed == (one.story.completed_at is not None)
        assert not is_completed or one.story.completed_at in [act.at for act in one.story.acts]


def test_a_task_has_its_points_while_completed_and_outside_the_trash(told):
    for one in told:
        is_earning = one.story.status == Status.COMPLETED.code and one.story.deleted_at is None
        assert one.story.acts[-1].earns == is_earning


def test_nothing_lies_in_the_trash_longer_than_the_trash_keeps_it(told):
    for one in told:
        assert (one.story.deleted_at or one.person.calendar.end) > one.person.calendar.end - 30 * DAY


def test_completion_is_on_time_by_the_calendar_of_the_person(told):
    # What was reopened may have another due date by now.
    for one in (one for one in told if one.story.status == Status.COMPLETED.code):
        first = next(act.at for act in one.story.acts if act.earns)
        is_on_time = one.story.due is not None and one.person.calendar.day_of(first) <= one.story.due
        assert one.story.is_on_time == is_on_time


def test_every_state_occurs(told):
    assert {one.story.status for one in told} == {status.code for status in Status}
    assert any(one.story.deleted_at for one in told)
    assert any(one.story.due_minute for one in told)
    assert any(one.story.status != Status.COMPLETED.code and (one.story.due or 99) < 89 for one in told)
    assert any([act.earns for act in one.story.acts].count(True) > 1 for one in told)
