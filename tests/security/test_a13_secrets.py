"""Secrets that everybody knows: the service does not start with them."""

import pytest

from headway.config import Config, ConfigError
from tests.conftest import SECRETS

BAD = [
    "",
    "secret",
    "changeme",
    "a" * 64,
    "abc" * 20,
    "x1" * 31,
    SECRETS["secret_key"],
    "too short 012345678901234567890",
]
BAD += [f"{SECRETS['jwt_secret_key']},short", f"{SECRETS['jwt_secret_key']},", f",{SECRETS['jwt_secret_key']}"]


@pytest.mark.parametrize("secret", BAD)
def test_a_key_that_can_be_guessed_is_refused(secret):
    with pytest.raises(ConfigError, match="JWT_SECRET_KEY"):
        Config(database_url="", redis_url="", secret_key=SECRETS["secret_key"], jwt_secret_key=secret)


def test_secrets_are_not_shown():
    config = Config(database_url="postgresql://u:hidden@h/d", redis_url="redis://u:hidden@h", **SECRETS)
    assert not any(secret in repr(config) for secret in [*SECRETS.values(), "hidden"])
