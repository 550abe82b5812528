"""The routes of tasks: each parses, calls one act, renders."""

from uuid import UUID

from flask import Blueprint, Response

from headway import clock
from headway.accounts.person import current_person
from headway.tasks import agenda, batching, creating, listing, reading, trashing, updating
from headway.tasks.schemas import (
    Agenda,
    AgendaQuery,
    Batch,
    BatchResult,
    NewTask,
    Removal,
    TaskChanges,
    TaskPage,
    TaskQuery,
    TaskView,
)
from headway.tasks.snapshot import Snapshot
from headway.tasks.versions import expected, tag
from headway.web.contract import accepts, filtered_by, render, returns

routes = Blueprint("tasks", __name__, url_prefix="/api/tasks")


@routes.get("")
@returns(TaskPage)
@filtered_by(TaskQuery)
def index(query: TaskQuery) -> TaskPage:
    """List your tasks, a page at a time, with the size of the whole list."""
    return listing.read_page(current_person(), query, clock.now())


@routes.get("/today")
@returns(Agenda)
@filtered_by(AgendaQuery)
def today(query: AgendaQuery) -> Agenda:
    """Show what is overdue and what is due today, in groups of at most 50 tasks."""
    return agenda.read_today(current_person(), query, clock.now())


@routes.get("/upcoming")
@returns(Agenda)
@filtered_by(AgendaQuery)
def upcoming(query: AgendaQuery) -> Agenda:
    """Show the open tasks of the next 14 days by day, then of 10 weeks, at most 20 of each."""
    return agenda.read_upcoming(current_person(), query, clock.now())


@routes.post("")
@returns(TaskView, 201, also=(200,))
@accepts(NewTask)
def create(body: NewTask) -> Response:
    """Create a task; with an id of your own the same request may be sent again and answers 200."""
    task, is_new = creating.create(current_person().id, body, clock.now())
    response = _shown(task, 201 if is_new else 200)
    response.headers["Location"] = f"/api/tasks/{task.id}"
    return response


@routes.get("/<uuid:task_id>")
@returns(TaskView)
def show(task_id: UUID) -> Response:
    """Show one of your tasks."""
    return _shown(reading.read(current_person().id, task_id))


@routes.put("/<uuid:task_id>")
@routes.patch("/<uuid:task_id>")
@returns(TaskView, refuses=(409, 412))
@accepts(TaskChanges)
def update(task_id: UUID, body: TaskChanges) -> Response:
    """Change the fields that are given; with If-Match only if nobody changed the task meanwhile."""
    return _shown(updating.update(current_person().id, task_id, body, expected(), clock.now()))


@routes.delete("/<uuid:task_id>")
@returns(None, 204, refuses=(412,))
@filtered_by(Removal)
def delete(task_id: UUID, query: Removal) -> None:
    """Put a task in the trash, or delete it for good."""
    act = trashing.remove if query.permanently else trashing.delete
    act(current_person().id, task_id, expected(), clock.now())


@routes.post("/<uuid:task_id>/restore")
@returns(TaskView, refuses=(412,))
def restore(task_id: UUID) -> Response:
    """Take a task out of the trash."""
    return _shown(trashing.restore(current_person().id, task_id, expected(), clock.now()))


@routes.post("/batch")
@returns(BatchResult)
@accepts(Batch)
def batch(body: Batch) -> BatchResult:
    """Change, delete, restore or remove up to 200 tasks at once: all of them or, when a field is wrong, none.

    What is removed goes from the trash for good; a task that does not lie there stays and is missing from the batch.
    """
    tasks, missing = batching.batch(current_person().id, body, clock.now())
    return BatchResult(tasks=[TaskView.model_validate(task) for task in tasks], missing=missing)


def _shown(task: Snapshot | TaskView, status: int = 200) -> Response:
    response = render(TaskView.model_validate(task), status)
    response.headers["ETag"] = tag(task.version)
    return response
