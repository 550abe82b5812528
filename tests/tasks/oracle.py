"""What lists must hold, and in which order, said once more in plain Python over the tasks as JSON."""

from datetime import date, timedelta

DESCENDING = {"created", "updated", "priority"}
RANK = {"low": 1, "medium": 2, "high": 3}
NO_DATE = "9999-12-31T00:00"


def due_key(task):
    """The due moment: untimed after timed, without a date last."""
    return f"{task['due_date']}T{task['due_time'] or '23:59:59'}" if task["due_date"] else NO_DATE


KEYS = {
    "created": lambda task: (task["created_at"], task["id"]),
    "updated": lambda task: (task["updated_at"], task["id"]),
    "due": lambda task: (due_key(task), task["id"]),
    "priority": lambda task: (RANK[task["priority"]], task["created_at"], task["id"]),
    "title": lambda task: (task["title"].casefold(), task["id"]),
}


def ordered(tasks, sort):
    """The ids in the order of `sort`."""
    name = sort.removeprefix("-")
    is_descending = (name in DESCENDING) != sort.startswith("-")
    return [task["id"] for task in sorted(tasks, key=KEYS[name], reverse=is_descending)]


def having(tasks, statuses=(), priorities=()):
    """The tasks of these statuses and priorities; none given means all."""
    return [
        task
        for task in tasks
        if (not statuses or task["status"] in statuses) and (not priorities or task["priority"] in priorities)
    ]


def due(tasks, which, today):
    """The tasks that `due=which` means when it is `today`."""
    week = {(today + timedelta(days=ahead)).isoformat() for ahead in range(7)}
    tests = {
        "overdue": lambda task: (task["due_date"] or "9999") < today.isoformat() and task["status"] != "completed",
        "today": lambda task: task["due_date"] == today.isoformat(),
        "week": lambda task: task["due_date"] in week,
        "none": lambda task: task["due_date"] is None,
    }
    return list(filter(tests[which], tasks))


def due_between(tasks, first, last):
    """The tasks due on the days from `first` to `last`, texts of which either may be empty."""
    return [
        task
        for task in tasks
        if task["due_date"] and (first or "0") <= task["due_date"] <= (last or date.max.isoformat())
    ]


def searched(tasks, text):
    """The tasks that hold every word of `text` in title or description, whatever the case."""
    words = text.casefold().split()
    return [
        task
        for task in tasks
        if all(word in task["title"].casefold() or word in task["description"].casefold() for word in words)
    ]
