"""The headers of every reply."""

from flask import Flask, Response, current_app, request

PAGE_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "font-src 'self'",
        "connect-src 'self'",
        "manifest-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "object-src 'none'",
        "frame-ancestors 'none'",
        "require-trusted-types-for 'script'",
        "trusted-types headway",
    )
)
API_POLICY = "default-src 'none'; frame-ancestors 'none'; sandbox"
FEATURES = (
    "accelerometer",
    "camera",
    "display-capture",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "midi",
    "payment",
    "publickey-credentials-get",
    "screen-wake-lock",
    "serial",
    "usb",
    "xr-spatial-tracking",
)
COMMON = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": ", ".join(f"{feature}=()" for feature in FEATURES),
}


def init_app(app: Flask) -> None:
    """Set the headers after every request, errors included."""
    app.after_request(harden)


def harden(response: Response) -> Response:
    """Add what keeps a browser from doing with the reply anything that it is not for."""
    is_page = response.mimetype == "text/html"
    response.headers.extend(COMMON)  # nobody else sets one of them, so none has to be looked for
    # The service worker has a policy of its own: by it the browser judges what the worker does.
    response.headers.setdefault("Content-Security-Policy", PAGE_POLICY if is_page else API_POLICY)
    if current_app.extensions["headway.config"].is_https:
        response.headers["Strict-Transport-Security"] = "max-age=31536000; includeSubDomains"
    if is_page or request.path.startswith("/api/"):
        response.headers.setdefault("Cache-Control", "no-store")
    return response
