"""What a page that opens a stream may say."""

from headway.web.fields import Input


class Resume(Input):
    """The number of the last event that the page was told of; what is no such number is answered with `resync`."""

    after: str | None = None
