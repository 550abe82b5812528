"""The one error of this package."""


class EmbeddedError(Exception):
    """The embedded servers cannot be had; the text tells a person what is wrong and what to do."""
