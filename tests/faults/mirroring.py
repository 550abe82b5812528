"""A page reduced to its knowledge: which tasks there are, in which version, by nothing but the stream."""

import random
import threading
import time
from http.client import HTTPException

import requests

from tests.realtime.following import Follower

LOOK_SECONDS = 0.02
CHANCE_TO_LEAVE = 0.05  # at each look


class Mirror:
    """Follows a person's stream and goes away at random, comes back with the last number, and keeps up."""

    def __init__(self, visitor, seed):
        self._visitor = visitor
        self._random = random.Random(seed)
        self._is_over = threading.Event()
        self._thread = threading.Thread(target=self._follow, daemon=True)
        self.versions = {}
        self.comings = self.resyncs = 0
        self.last_number = None
        self._gone = {}
        self._is_stale = True  # begins like a page that knows nothing
        self._thread.start()

    def has(self, versions):
        """Whether what is known is exactly `versions`, by id."""
        return not self._is_stale and self.versions == versions

    def end(self):
        """Follow no more."""
        self._is_over.set()
        self._thread.join(30)

    def _follow(self):
        while not self._is_over.is_set():
            try:
                self._stay()
            except (OSError, HTTPException, requests.RequestException):
                time.sleep(LOOK_SECONDS)  # the service is down, or has just lost a worker

    def _stay(self):
        self._visitor.stay()
        headers = {} if self.last_number is None else {"Last-Event-ID": str(self.last_number)}
        stream = Follower(self._visitor.url, self._visitor.session.cookies.get_dict(), headers=headers)
        if stream.status != 200:
            assert stream.status in (429, 503), stream.problem
            time.sleep(LOOK_SECONDS)
            return
        self.comings += 1
        try:
            self._listen(stream)
        finally:
            stream.close()

    def _listen(self, stream):
        place = 0
        while not self._is_over.is_set() and self._random.random() > CHANCE_TO_LEAVE:
            told = stream.told[place:]
            place += len(told)
            for event in told:
                self._take(event)
            if self._is_stale and place:
                self._ask_for_all()
            if stream.ended_at and place == len(stream.told):
                break
            time.sleep(LOOK_SECONDS)

    def _take(self, event):
        if event.kind == "resync":
            self._is_stale = True
            self.resyncs += 1
        elif event.kind == "task":
            self._change(**event.data)
        if event.number is not None:
            self.last_number = event.number

    def _change(self, id, version, change):  # noqa: A002 (the name in the event)
        if version <= max(self.versions.get(id, 0), self._gone.get(id, 0)):
            return
        if change in ("deleted", "removed"):
            self.versions.pop(id, None)
            self._gone[id] = version
        else:
            self.versions[id] = version

    def _ask_for_all(self):
        """Begin anew from the list, as a page does that may have missed something."""
        found, cursor = {}, None
        while True:
            query = {"limit": "100"} | ({"cursor": cursor} if cursor else {})
            reply = self._visitor.call("GET", "/api/tasks", params=query)
            if reply.status_code != 200:
                return  # not now: what is known stays stale
            page = reply.json()
            found |= {task["id"]: task["version"] for task in page["tasks"]}
            cursor = page["next"]
            if cursor is None:
                break
        self.versions = found
        self._is_stale = False
