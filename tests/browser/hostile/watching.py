"""A watch that sees when a text has become more than a text."""

import json

from tests.browser.states import measure

REPORT = "addEventListener('securitypolicyviolation', (event) => broken(`${event.violatedDirective} ${event.sample}`))"
LONGEST_QUOTE = 60


def quoted(title):
    """As much of a title as every sentence shows: a long one is cut."""
    return title[: LONGEST_QUOTE - 1]


class Watch:
    """Sees in every page of a browser profile what runs, asks, breaks the policy, or reaches for another host."""

    def __init__(self, profile, product):
        self.seen = []
        profile.expose_function("canary", lambda: self.seen.append("a text ran"))
        profile.expose_function("broken", lambda what: self.seen.append(f"the policy was broken: {what}"))
        profile.add_init_script(REPORT)
        profile.on("request", lambda request: self._hear(request.url, product))
        profile.on("dialog", lambda dialog: (self.seen.append("a dialog asked"), dialog.dismiss()))

    def _hear(self, url, product):
        if not url.startswith((product, "data:", "blob:")):
            self.seen.append(f"another host was asked: {url}")

    def is_quiet(self, page):
        """Nothing was seen, and no element of the page came out of a text."""
        grown = page.evaluate(measure("grown"))
        assert not grown, json.dumps(grown)
        assert not self.seen, self.seen
        return True
