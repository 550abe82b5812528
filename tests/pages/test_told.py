"""How a task sounds to somebody who hears the list; tests/js/told.test.js expects the same of the script."""

from datetime import date, time

import pytest

from headway.pages import told, words

TODAY = date(2026, 11, 22)


def test_beside_a_title_stands_what_the_other_cells_of_its_row_show():
    assert told.beside("pending", "medium", "", False) == "pending, medium priority"
    full = words.due_in_full(date(2026, 11, 20), None)
    assert told.beside("in_progress", "high", full, True) == f"in progress, high priority, due {full}, overdue"


@pytest.mark.parametrize(
    ("on", "at", "name"),
    [
        (None, None, "Due date: none"),
        (date(2026, 11, 23), time(9), "Due date: Tomorrow, 09:00, Monday 23 November 2026"),
        (date(2026, 11, 22), time(15), "Due date: 15:00, Sunday 22 November 2026"),
        (date(2027, 11, 24), time(15), "Due date: 24 Nov 2027, Wednesday 24 November 2027, 15:00"),
        (date(2026, 11, 20), None, "Due date: Fri, Friday 20 November 2026, overdue"),
    ],
    ids=["none", "tomorrow", "today", "far", "overdue"],
)
def test_a_due_date_is_told_as_it_is_seen_then_in_full_and_its_time_once(on, at, name):
    is_overdue = on is not None and on < TODAY
    assert told.due_date(on, at, words.due(on, at, TODAY), is_overdue, False) == name
