"""How many tasks each person gets."""

import pytest

from headway.demo.sizes import LONGEST, sizes


@pytest.mark.parametrize(("people", "tasks"), [(1, 0), (1, 10), (2, 100), (10, 7), (50, 3), (200, 5_000), (1_000, 999)])
def test_no_task_is_lost_and_the_first_list_is_the_longest(people, tasks):
    made = sizes(people, tasks)
    assert len(made) == people
    assert sum(made) == tasks
    assert made == sorted(made, reverse=True)


def test_a_million_tasks_have_a_long_tail():
    made = sizes(100_000, 1_000_000)
    assert made[:3] == [LONGEST] * 3
    assert made[3] < LONGEST
    assert made[1_000] > 20
    assert made[50_000] in range(3, 10)
    assert made[-1] > 0
