"""What the API must say of one person's tasks, in plain dictionaries: each act gives its status and what comes back."""

DEFAULTS = {"description": "", "status": "pending", "priority": "medium", "due_date": None, "due_time": None}
NOT_THERE = (404, None)
IN_TRASH = (409, None)
NO_DAY = (422, None)


class Tasks:
    """A person's tasks by id, as JSON."""

    def __init__(self):
        self.by_id = {}

    def listed(self, *, is_trash=False):
        """The tasks in the trash, or those that are not."""
        return [task for task in self.by_id.values() if bool(task["deleted_at"]) is is_trash]

    def show(self, task_id):
        return (200, self.by_id[task_id]) if task_id in self.by_id else NOT_THERE

    def create(self, task_id, fields, at):
        """Make a task; the same id again gives what is there, whatever is sent."""
        made = {"id": task_id} | DEFAULTS | fields
        if has_time_alone(made):
            return NO_DAY
        if task_id in self.by_id:
            return 200, self.by_id[task_id]
        dates = {"created_at": at, "updated_at": at, "deleted_at": None, "version": 1}
        made |= dates | {"completed_at": at if made["status"] == "completed" else None}
        self.by_id[task_id] = made
        return 201, made

    def update(self, task_id, changes, tag, at):
        """Change fields; a change of nothing is no new version."""
        if takes_day_and_gives_time(changes):
            return NO_DAY
        task = self.by_id.get(task_id)
        if task is None:
            return NOT_THERE
        changed = after(task, changes, at)
        if has_time_alone(changed):
            return NO_DAY
        if is_stale(task, tag):
            return 412, task
        if task["deleted_at"]:
            return IN_TRASH
        return 200, self.keep(task, changed, at)

    def delete(self, task_id, tag, at):
        return self.move(task_id, tag, lambda task: {"deleted_at": task["deleted_at"] or at}, at, 204)

    def restore(self, task_id, tag, at):
        return self.move(task_id, tag, lambda task: {"deleted_at": None}, at, 200)

    def remove(self, task_id, tag):
        """Take a task away for good."""
        task = self.by_id.get(task_id)
        if task is None:
            return NOT_THERE
        if is_stale(task, tag):
            return 412, task
        del self.by_id[task_id]
        return 204, None

    def batch(self, ids, act, at):
        """One act on many: all that it can be done to, or nobody."""
        if takes_day_and_gives_time(act.get("changes", {})):
            return NO_DAY
        ids = list(dict.fromkeys(ids))
        found = [task_id for task_id in ids if self.is_open_to(act, task_id)]
        missing = [task_id for task_id in ids if task_id not in found]
        if "remove" in act:
            for task_id in found:
                del self.by_id[task_id]
            return 200, {"tasks": [], "missing": missing}
        tasks = [(self.by_id[task_id], acted(self.by_id[task_id], act, at)) for task_id in found]
        if any(has_time_alone(task) for _, task in tasks):
            return NO_DAY
        return 200, {"tasks": [self.keep(*pair, at) for pair in tasks], "missing": missing}

    def is_open_to(self, act, task_id):
        """Changes are for tasks outside the trash, removal for those in it."""
        task = self.by_id.get(task_id)
        if task is None or "delete" in act or "restore" in act:
            return task is not None
        return bool(task["deleted_at"]) is ("remove" in act)

    def move(self, task_id, tag, change, at, status):
        task = self.by_id.get(task_id)
        if task is None:
            return NOT_THERE
        if is_stale(task, tag):
            return 412, task
        moved = self.keep(task, task | change(task), at)
        return status, moved if status == 200 else None

    def keep(self, before, task, at):
        """Store a task; what differs from before is its next version."""
        if task != before:
            task = task | {"updated_at": at, "version": before["version"] + 1}
        self.by_id[task["id"]] = task
        return task


def after(task, changes, at):
    """The task with changes: completed when it moves there, and without a day there is no time of day."""
    changes = dict(changes)
    if "due_date" in changes and changes["due_date"] is None:
        changes.setdefault("due_time", None)
    if changes.get("status", task["status"]) != task["status"]:
        changes["completed_at"] = at if changes["status"] == "completed" else None
    return task | changes


def acted(task, act, at):
    """The task after an act of a batch."""
    if "delete" in act:
        return task | {"deleted_at": task["deleted_at"] or at}
    return task | {"deleted_at": None} if "restore" in act else after(task, act["changes"], at)


def has_time_alone(task):
    return task["due_time"] is not None and task["due_date"] is None


def takes_day_and_gives_time(changes):
    """Whether a body contradicts itself: that is said before anybody looks for a task."""
    return "due_date" in changes and changes["due_date"] is None and changes.get("due_time") is not None


def is_stale(task, tag):
    """Whether an `If-Match` names another version than the task's."""
    return tag not in (None, "*", f'"v{task["version"]}"')
