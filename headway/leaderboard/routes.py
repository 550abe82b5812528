"""The routes of the leaderboard."""

from flask import Blueprint

from headway import clock
from headway.accounts.person import current_person
from headway.leaderboard import board, lines
from headway.leaderboard.schemas import BoardQuery, BoardView, LinesPage, LinesQuery
from headway.web.contract import filtered_by, returns

routes = Blueprint("leaderboard", __name__, url_prefix="/api/analytics")


@routes.get("/leaderboard")
@returns(BoardView, refuses=(422,))
@filtered_by(BoardQuery)
def show(query: BoardQuery) -> BoardView:
    """Show who completed the most in a window, and where you are."""
    return board.read(current_person().id, query.window, query.limit, clock.now())


@routes.get("/points")
@returns(LinesPage, refuses=(422,))
@filtered_by(LinesQuery)
def list_lines(query: LinesQuery) -> LinesPage:
    """List the lines of your points ledger, newest first: why you have the points that you have."""
    return lines.read_page(current_person().id, query)
