"""Whose turn it is: each process answers some requests at a time, and of one person only a few of these.

Asked before the database is: a token that verifies says who it is. Signing in, refreshing and everything else without
an access token share one allowance of half the turns, so that hashing passwords never keeps out those who are in.
"""

import time

from flask import Flask, current_app, g, request

from headway.accounts import tokens
from headway.accounts.tokens import ACCESS
from headway.web.line import Line, Share

TURNS_PER_CONNECTION = 2  # a request has a connection of the database for a part of its time
PLACES = 200
LONGEST_WAIT_SECONDS = 1.5
OF_PERSON = Share(turns=2, places=60)
# What costs next to nothing, or must be heard of a busy server, never waits; a refresh must not wait behind one's own.
EXEMPT = {"health.healthz", "health.readyz", "metrics.metrics", "assets.show"}
STRANGERS = {"users.refresh", "users.login", "users.register"}


def init_app(app: Flask) -> None:
    """Have every request wait for its turn, after the looks that cost nothing."""
    turns = TURNS_PER_CONNECTION * app.extensions["headway.config"].pool_size
    app.extensions["headway.line"] = Line(turns, PLACES, LONGEST_WAIT_SECONDS)
    app.extensions["headway.share_of_strangers"] = Share(max(1, turns // 2), PLACES + 1)
    app.before_request(take)
    app.teardown_request(give_back)


def take() -> None:
    """Wait for the request's turn; raises `TooManyAtOnce` and `Busy`."""
    if request.endpoint is None or request.endpoint in EXEMPT:
        return
    subject = "" if request.endpoint in STRANGERS else _person()
    share: Share = OF_PERSON if subject else current_app.extensions["headway.share_of_strangers"]
    line: Line = current_app.extensions["headway.line"]
    line.enter(subject, share)
    g.turn = subject, time.monotonic()


def give_back(_error: BaseException | None) -> None:
    """The next one's turn; the text of a stream that was opened needs none."""
    if "turn" in g:
        subject, began = g.pop("turn")
        current_app.extensions["headway.line"].leave(subject, time.monotonic() - began)


def _person() -> str:
    """The id in a token that verifies; nothing for strangers."""
    for claims in tokens.presented((ACCESS,)):
        return str(claims.user_id)
    return ""
