"""Every setting: its variable, its unit and its default. Read from the environment once."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, available_timezones

from headway.clock import Clock, system_clock

MIN_SECRET_BYTES = 32
SAMPLE_SECRETS = {"changeme", "secret", "change-me", "your-secret-key", "dev", "development"}
LOOPBACK_HOST = re.compile(r"^(localhost|127(\.\d{1,3}){3}|\[::1\])$")
MAX_BODY_BYTES = 128 * 1024
ACCESS_LIFETIME = timedelta(minutes=10)
REFRESH_LIFETIME = timedelta(days=14)

# The same everywhere. Names are Flask's and Flask-JWT-Extended's; most values differ from their defaults on purpose.
FIXED: dict[str, Any] = {
    "MAX_CONTENT_LENGTH": MAX_BODY_BYTES,
    "MAX_FORM_MEMORY_SIZE": 16 * 1024,
    "MAX_FORM_PARTS": 10,
    "PROPAGATE_EXCEPTIONS": False,
    "PROVIDE_AUTOMATIC_OPTIONS": False,
    "JWT_TOKEN_LOCATION": ["cookies"],
    "JWT_COOKIE_SAMESITE": "Strict",
    "JWT_COOKIE_CSRF_PROTECT": True,
    "JWT_CSRF_CHECK_FORM": False,
    "JWT_CSRF_IN_COOKIES": True,
    "JWT_ACCESS_COOKIE_PATH": "/",
    "JWT_REFRESH_COOKIE_PATH": "/",
    "JWT_ACCESS_TOKEN_EXPIRES": ACCESS_LIFETIME,
    "JWT_REFRESH_TOKEN_EXPIRES": REFRESH_LIFETIME,
    "JWT_SESSION_COOKIE": False,
    "JWT_ALGORITHM": "HS256",
    "JWT_DECODE_ALGORITHMS": ["HS256"],
    "JWT_ENCODE_ISSUER": "headway",
    "JWT_DECODE_ISSUER": "headway",
    "JWT_ENCODE_AUDIENCE": "headway-web",
    "JWT_DECODE_AUDIENCE": "headway-web",
    # A server whose clock runs a little ahead must not be refused by its sibling.
    "JWT_DECODE_LEEWAY": 10,
}
HTTPS_COOKIES = {
    "JWT_ACCESS_COOKIE_NAME": "__Host-access",
    "JWT_ACCESS_CSRF_COOKIE_NAME": "__Host-csrf-access",
    "JWT_REFRESH_COOKIE_NAME": "__Host-refresh",
    "JWT_REFRESH_CSRF_COOKIE_NAME": "__Host-csrf-refresh",
}
# Browsers keep no __Host- cookie over http: on the own machine the library's names serve every client.
HTTP_COOKIES = {
    "JWT_ACCESS_COOKIE_NAME": "access_token_cookie",
    "JWT_ACCESS_CSRF_COOKIE_NAME": "csrf_access_token",
    "JWT_REFRESH_COOKIE_NAME": "refresh_token_cookie",
    "JWT_REFRESH_CSRF_COOKIE_NAME": "csrf_refresh_token",
}


class StartRefused(Exception):
    """The service must not start like this; the text says why and what to do."""


class ConfigError(StartRefused):
    """A setting is missing or malformed; the text names its variable and says what to do."""


@dataclass(frozen=True)
class Config:
    """The settings of one process. `docs/configuration.md` lists them for operators."""

    database_url: str = field(repr=False)
    redis_url: str = field(repr=False)
    secret_key: str = field(repr=False)
    jwt_secret_key: str = field(repr=False)
    public_url: str = "http://127.0.0.1:5000"
    trusted_proxies: int = 0
    leaderboard_timezone: str = "UTC"
    allow_http: bool = False
    metrics_token: str | None = field(default=None, repr=False)
    pool_size: int = 8
    clock: Clock = system_clock

    def __post_init__(self) -> None:
        check_url(self.public_url, self.allow_http)
        check_secrets(self.secret_key, self.jwt_secret_key)

    @property
    def is_https(self) -> bool:
        """Whether browsers reach the service by TLS."""
        return self.public_url.startswith("https://")

    @property
    def public_host(self) -> str:
        """Host and port as browsers send them in `Host`."""
        return urlsplit(self.public_url).netloc.lower()

    @property
    def is_loopback(self) -> bool:
        """Whether browsers reach the service on their own machine."""
        return is_loopback_host(self.public_host)

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> "Config":
        """Read all settings; raises `ConfigError` with the name of the first that is bad."""
        port = _integer(environ, "PORT", 5000, 1, 65535)
        return cls(
            database_url=psycopg_url(_required(environ, "DATABASE_URL")),
            redis_url=_required(environ, "REDIS_URL"),
            secret_key=_required(environ, "SECRET_KEY"),
            jwt_secret_key=_required(environ, "JWT_SECRET_KEY"),
            public_url=environ.get("PUBLIC_URL", f"http://127.0.0.1:{port}").rstrip("/"),
            trusted_proxies=_integer(environ, "TRUSTED_PROXIES", 0, 0, 10),
            leaderboard_timezone=_timezone(environ, "LEADERBOARD_TIMEZONE", "UTC"),
            allow_http=_flag(environ, "HEADWAY_ALLOW_HTTP"),
            metrics_token=environ.get("METRICS_TOKEN") or None,
            pool_size=_integer(environ, "DATABASE_POOL_SIZE", 8, 1, 100),
        )

    def flask_settings(self) -> dict[str, Any]:
        """The settings under the names that Flask and its extensions read."""
        return (
            FIXED
            | (HTTPS_COOKIES if self.is_https else HTTP_COOKIES)
            | {
                "SECRET_KEY": self.secret_key,
                "ALEMBIC": {"script_location": "migrations/versions"},  # completed by Flask-Alembic, so each app's own
                "SQLALCHEMY_ENGINES": {"default": {"url": self.database_url, "pool_size": self.pool_size}},
                "JWT_SECRET_KEY": self.jwt_secret_key,
                "JWT_COOKIE_SECURE": self.is_https,
            }
        )


def is_loopback_host(host: str) -> bool:
    """Whether `host`, with or without a port, names the machine itself."""
    return bool(LOOPBACK_HOST.match(re.sub(r":\d{1,5}$", "", host)))


def check_url(public_url: str, allow_http: bool) -> None:
    """Raise `ConfigError` unless `public_url` is an origin that cookies are safe on."""
    parts = urlsplit(public_url)
    if parts.scheme not in ("http", "https") or not parts.hostname or "*" in parts.netloc or parts.path or parts.query:
        raise ConfigError("PUBLIC_URL must be scheme and host, such as https://tasks.example.org.")
    if parts.scheme == "http" and not is_loopback_host(parts.netloc) and not allow_http:
        raise ConfigError(
            "PUBLIC_URL must be https:// on any host but this machine (in a test network, set HEADWAY_ALLOW_HTTP=1)."
        )


def check_secrets(secret_key: str, jwt_secret_key: str) -> None:
    """Raise `ConfigError` for a secret that can be guessed, or one that serves twice.

    `jwt_secret_key` may be several keys, separated by commas: the first signs, the others still verify.
    """
    jwt_keys = jwt_secret_key.split(",")
    for name, value in (("SECRET_KEY", secret_key), *(("JWT_SECRET_KEY", key) for key in jwt_keys)):
        if len(value.encode()) < MIN_SECRET_BYTES or value.lower() in SAMPLE_SECRETS or len(set(value)) < 10:
            raise ConfigError(f"{name} must be at least {MIN_SECRET_BYTES} random bytes.")
    if secret_key in jwt_keys:
        raise ConfigError("JWT_SECRET_KEY must differ from SECRET_KEY.")


def psycopg_url(url: str) -> str:
    """`url` with the driver that Headway uses; raises `ConfigError` for another database."""
    scheme, separator, rest = url.partition("://")
    if not separator or scheme not in ("postgres", "postgresql", "postgresql+psycopg"):
        raise ConfigError(
            "DATABASE_URL must be a PostgreSQL address, such as postgresql://user:password@host/database."
        )
    return f"postgresql+psycopg://{rest}"


def _required(environ: Mapping[str, str], name: str) -> str:
    if value := environ.get(name):
        return value
    raise ConfigError(f"{name} is not set.")


def _integer(environ: Mapping[str, str], name: str, default: int, low: int, high: int) -> int:
    text = environ.get(name, str(default))
    if not re.fullmatch(r"[0-9]{1,9}", text) or not low <= int(text) <= high:
        raise ConfigError(f"{name} must be a whole number from {low} to {high}.")
    return int(text)


def _flag(environ: Mapping[str, str], name: str) -> bool:
    value = environ.get(name, "0")
    if value not in ("0", "1"):
        raise ConfigError(f"{name} must be 0 or 1.")
    return value == "1"


def _timezone(environ: Mapping[str, str], name: str, default: str) -> str:
    zone = environ.get(name, default)
    if zone not in available_timezones():
        raise ConfigError(f"{name} must be an IANA time zone, such as Europe/Berlin.")
    return ZoneInfo(zone).key
