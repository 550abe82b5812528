"""A browser for tests: keeps cookies, and sends with every unsafe request the CSRF value that the page would send."""

from flask.testing import FlaskClient

from tests import factories

SAFE_METHODS = {"GET", "HEAD", "OPTIONS", "TRACE"}
BY_REFRESH_TOKEN = {"/api/users/refresh", "/api/users/logout"}


class Client(FlaskClient):
    """`client.post("/api/tasks", json=…)` just works; `headers={"X-CSRF-TOKEN": …}` sends another value, None none."""

    def __init__(self, app):
        super().__init__(app, app.response_class, use_cookies=True)
        self.app = app

    def as_(self, person):
        """Another browser, in which `person` is signed in."""
        client = Client(self.app)
        for name, value in factories.cookies_of(self.app, person).items():
            client.set_cookie(name, value)
        return client

    def copy(self):
        """Another browser with the same cookies."""
        client = Client(self.app)
        for name, value in self.cookies().items():
            client.set_cookie(name, value)
        return client

    def cookies(self):
        """The cookies by name."""
        return {cookie.key: cookie.value for cookie in self._cookies.values()}

    def cookie(self, kind):
        """The value of the "access", "refresh", "csrf_access" or "csrf_refresh" cookie; "" when there is none."""
        return self.cookies().get(self.app.config[f"JWT_{'_'.join(reversed(kind.upper().split('_')))}_COOKIE_NAME"], "")

    def forget(self, *kinds):
        """Drop these cookies."""
        for kind in kinds:
            self.delete_cookie(self.app.config[f"JWT_{'_'.join(reversed(kind.upper().split('_')))}_COOKIE_NAME"])

    def open(self, *args, headers=None, **kwargs):
        """Send a request; see `FlaskClient.open`."""
        headers = dict(headers or {})
        method = kwargs.get("method", "GET")
        if method not in SAFE_METHODS and args and isinstance(args[0], str):
            kind = "csrf_refresh" if args[0].partition("?")[0] in BY_REFRESH_TOKEN else "csrf_access"
            headers.setdefault("X-CSRF-TOKEN", self.cookie(kind) or None)
        sent = {name: value for name, value in headers.items() if value is not None}
        return super().open(*args, headers=sent, **kwargs)
