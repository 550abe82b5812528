"""Who may talk to this server: known hosts, and for unsafe methods only its own pages.

The second rule is the Fetch Metadata resource isolation policy (https://web.dev/articles/fetch-metadata) with `Origin`
as the fallback for browsers that do not send it. Clients that send neither are no browsers and have no ambient session
to ride on; the CSRF token still guards their authenticated calls.
"""

import re

from flask import Flask, current_app, request
from werkzeug.middleware.proxy_fix import ProxyFix

from headway.config import Config, is_loopback_host
from headway.errors import DomainError, Forbidden

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
HOST = re.compile(r"^(\[[0-9a-f:]+\]|[a-z0-9.-]+)(:\d{1,5})?$")


class UnknownHost(DomainError):
    """This server does not go by that name: use the address it was set up with."""

    status = 400


def init_app(app: Flask) -> None:
    """Refuse unknown hosts and cross-site writes before routing; trust proxies only as far as the settings say."""
    proxies = app.extensions["headway.config"].trusted_proxies
    if proxies:
        app.wsgi_app = ProxyFix(app.wsgi_app, x_for=proxies, x_proto=proxies, x_host=0)  # type: ignore[method-assign]
    app.before_request(check_host)
    app.before_request(check_site)


def check_host() -> None:
    """Raise `UnknownHost` unless `Host` names this server.

    Whoever gathers the numbers of each server asks it by its own address: with a token they are safe under any name.
    """
    config: Config = current_app.extensions["headway.config"]
    if config.metrics_token and request.path == "/metrics":
        return
    host = request.environ.get("HTTP_HOST", "").lower()
    if not HOST.match(host):
        raise UnknownHost
    if host != config.public_host and not (config.is_loopback and is_loopback_host(host)):
        raise UnknownHost


def check_site() -> None:
    """Raise `Forbidden` for an unsafe request that another site's page made."""
    if request.method in SAFE_METHODS:
        return
    site = request.headers.get("Sec-Fetch-Site")
    origin = request.headers.get("Origin")
    if site is not None and site not in ("same-origin", "none"):
        raise Forbidden
    if origin is not None and origin != _own_origin():
        raise Forbidden


def _own_origin() -> str:
    config: Config = current_app.extensions["headway.config"]
    if config.is_loopback:
        return f"{request.scheme}://{request.environ.get('HTTP_HOST', '').lower()}"
    return config.public_url
