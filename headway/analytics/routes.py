"""The routes of analytics."""

from flask import Blueprint

from headway import clock
from headway.accounts.person import current_person
from headway.analytics import history, numbers
from headway.analytics.schemas import Activity, Numbers, Span
from headway.web.contract import filtered_by, returns

routes = Blueprint("analytics", __name__, url_prefix="/api/analytics")


@routes.get("")
@returns(Numbers)
def index() -> Numbers:
    """Show your tasks in numbers: how many, how far, what is due, and your streak."""
    return numbers.read(current_person(), clock.now())


@routes.get("/activity")
@returns(Activity)
@filtered_by(Span)
def activity(query: Span) -> Activity:
    """Show what you created and completed, day by day: up to 400 days, by default four weeks."""
    person = current_person()
    first, last = query.days(clock.day_in(person.timezone, clock.now()))
    return Activity(days=history.read(person.id, person.timezone, first, last))
