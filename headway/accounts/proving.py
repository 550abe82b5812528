"""Proving who one is by password: the one way for every act that asks for it, so that none is a side door."""

from headway.accounts import passwords, throttle


def prove(email_key: str, password: str, password_hash: str | None, address: str) -> bool:
    """Whether the password is right; a wrong one is counted against guessing. Outside of any transaction.

    `password_hash` is None for an account that does not exist or is disabled: that takes as long and counts alike.
    Raises `TooManyRequests`.
    """
    attempt = throttle.Attempt(email_key, address)
    if passwords.verify(password, password_hash):
        attempt.succeeded()
        return True
    attempt.failed()
    return False
