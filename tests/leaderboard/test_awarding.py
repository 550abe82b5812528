import pytest

from tests.leaderboard.acting import batch, change, complete, create, delete, done, lines, points, reopen


@pytest.fixture
def me(client, alice):
    return client.as_(alice)


@pytest.mark.parametrize(("priority", "award"), [("low", 1), ("medium", 2), ("high", 3)])
def test_a_task_earns_by_its_priority(me, priority, award):
    complete(me, create(me, priority=priority))
    assert points(me) == award


@pytest.mark.parametrize(("due", "award"), [("2026-08-18", 2), ("2026-08-19", 3), ("2026-08-20", 3), (None, 2)])
def test_one_point_more_on_or_before_the_due_date(me, due, award):
    complete(me, create(me, due_date=due))
    assert points(me) == award


def test_on_time_is_a_matter_of_the_persons_own_date(client, make_person):
    # Noon in UTC on the 19th: already the 20th on Kiritimati, still the 19th in Honolulu.
    ahead, behind = (make_person("Dana", timezone=zone) for zone in ("Pacific/Kiritimati", "Pacific/Honolulu"))
    earned = []
    for person in (ahead, behind):
        me = client.as_(person)
        complete(me, create(me, due_date="2026-08-19"))
        earned.append(points(me))
    assert earned == [2, 3]


def test_the_time_zone_that_counts_is_that_of_the_completion(me):
    task = create(me, due_date="2026-08-19")
    me.patch("/api/users/me", json={"timezone": "Pacific/Kiritimati"})
    complete(me, task)
    me.patch("/api/users/me", json={"timezone": "UTC"})
    assert points(me) == 2


def test_a_create_that_completes_earns_too(me):
    done(me, priority="high", due_date="2026-08-19")
    assert points(me) == 4


def test_the_award_goes_by_what_the_completing_request_leaves(me):
    task = create(me, priority="low")
    change(me, task, status="completed", priority="high", due_date="2026-08-19")
    assert points(me) == 4


def test_later_changes_do_not_change_the_award(me):
    task = done(me, priority="low")
    change(me, task, priority="high", due_date="2026-09-01")
    assert points(me) == 1


def test_reopening_takes_the_points_back(me):
    task = done(me, priority="high")
    reopen(me, task)
    assert lines(me) == [("2026-08-19", 3, 3), ("2026-08-19", -3, -3)]
    assert points(me) == 0


def test_completing_again_gives_the_same_award_on_the_first_day(me, clock):
    task = done(me, priority="low", due_date="2026-08-19")
    reopen(me, task)
    clock.advance(days=40)
    change(me, task, status="completed", priority="high")
    assert lines(me) == [("2026-08-19", 2, 2), ("2026-08-19", -2, -2), ("2026-08-19", 2, 2)]
    assert [points(me, window) for window in ("today", "week", "month", "all")] == [0, 0, 0, 2]


@pytest.mark.parametrize("permanently", [False, True])
def test_deleting_takes_the_points_back(me, permanently):
    task = done(me)
    delete(me, task, permanently)
    assert points(me) == 0


def test_restoring_gives_them_again(me, clock):
    task = done(me)
    delete(me, task)
    clock.advance(hours=20)
    assert me.post(f"{task}/restore").status_code == 200
    assert points(me, "week") == 2
    assert points(me, "today") == 0


def test_removing_from_the_trash_takes_nothing_twice(me):
    task = done(me)
    delete(me, task)
    delete(me, task, permanently=True)
    assert [line[1] for line in lines(me)] == [2, -2]


def test_what_was_never_completed_moves_nothing(me):
    task = create(me)
    change(me, task, status="in_progress", priority="high")
    delete(me, task)
    delete(me, task, permanently=True)
    assert lines(me) == []


def test_completing_what_is_completed_moves_nothing(me):
    task = done(me)
    complete(me, task)
    assert len(lines(me)) == 1


def test_a_batch_moves_the_points_of_each_task(me):
    tasks = [create(me, priority=priority) for priority in ("low", "medium", "high")]
    batch(me, tasks, changes={"status": "completed"})
    assert points(me) == 6
    batch(me, tasks[1:], delete=True)
    assert points(me) == 1
    batch(me, tasks, restore=True)
    assert points(me) == 6


def test_the_same_id_made_again_is_the_same_task(me, clock):
    task = done(me)
    delete(me, task, permanently=True)
    clock.advance(days=7)
    done(me, id=task.rpartition("/")[2], priority="high")
    assert lines(me)[-1] == ("2026-08-19", 2, 2)
