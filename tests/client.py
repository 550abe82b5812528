"""A browser for tests: keeps cookies, and sends with every unsafe request the CSRF value that the page would send."""

from urllib.parse import urlsplit

from flask.testing import FlaskClient

from tests import factories

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
BY_REFRESH_TOKEN = {"/api/users/refresh", "/api/users/logout"}

SETTINGS = {
    "access": "JWT_ACCESS_COOKIE_NAME",
    "refresh": "JWT_REFRESH_COOKIE_NAME",
    "csrf_access": "JWT_ACCESS_CSRF_COOKIE_NAME",
    "csrf_refresh": "JWT_REFRESH_CSRF_COOKIE_NAME",
}


class Client(FlaskClient):
    """`client.post("/api/tasks", json=…)` just works; `headers={"X-CSRF-TOKEN": …}` sends another value, None none."""

    def __init__(self, app):
        super().__init__(app, app.response_class, use_cookies=True)
        self.app = app
        config = app.extensions["headway.config"]
        self.origin = config.public_url if config.is_https else "http://localhost"

    def as_(self, person):
        """Another browser, in which `person` is signed in."""
        return Client(self.app).with_cookies(factories.cookies_of(self.app, person))

    def copy(self):
        """Another browser with the same cookies."""
        return Client(self.app).with_cookies(self.cookies())

    def with_cookies(self, cookies):
        """The same browser, with these cookies too."""
        for name, value in cookies.items():
            self.put_cookie(name, value)
        return self

    def put_cookie(self, name, value):
        """Keep a cookie as if the server had set it."""
        self.set_cookie(name, value, domain=urlsplit(self.origin).hostname, secure=self.origin.startswith("https"))

    def cookies(self):
        """The cookies by name."""
        return {cookie.key: cookie.value for cookie in self._cookies.values()}

    def cookie(self, kind):
        """The value of the "access", "refresh", "csrf_access" or "csrf_refresh" cookie; "" when there is none."""
        return self.cookies().get(self.app.config[SETTINGS[kind]], "")

    def forget(self, *kinds):
        """Drop these cookies."""
        for kind in kinds:
            self.delete_cookie(self.app.config[SETTINGS[kind]], domain=urlsplit(self.origin).hostname)

    def open(self, *args, headers=None, **kwargs):
        """Send a request; see `FlaskClient.open`."""
        headers = dict(headers or {})
        kwargs.setdefault("base_url", self.origin)
        method = kwargs.get("method", "GET")
        if method not in SAFE_METHODS and args and isinstance(args[0], str):
            kind = "csrf_refresh" if args[0].partition("?")[0] in BY_REFRESH_TOKEN else "csrf_access"
            headers.setdefault("X-CSRF-TOKEN", self.cookie(kind) or None)
        sent = {name: value for name, value in headers.items() if value is not None}
        return super().open(*args, headers=sent, **kwargs)
