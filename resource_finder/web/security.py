"""Headers on every answer: what a page may load, who may frame it, what a browser may keep."""

from urllib.parse import urlsplit

from flask import Flask, Response, current_app, g, request

from resource_finder.places.homes import names_a_home
from resource_finder.web.doors import current_door
from resource_finder.web.page_table import Cache, page_here
from resource_finder.web.parts import parts_of

# Every answer bears it, so it is short: a worker is a script, and there is no manifest.
CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self' data:",
        "connect-src 'self'",
        "form-action 'self'",
        "frame-ancestors 'none'",
        "base-uri 'none'",
    )
)
HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    # With no-referrer, Flask-WTF would refuse every form sent over https.
    "Referrer-Policy": "same-origin",
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Permissions-Policy": "geolocation=(self), camera=(), microphone=(), payment=(), usb=()",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
# A stylesheet, script or picture frames nothing and asks for nothing; five of them come with a first page.
FILE_HEADERS = {
    "Content-Security-Policy": "default-src 'none'",
    "X-Content-Type-Options": "nosniff",
    "Cross-Origin-Resource-Policy": "same-origin",
}
YEAR = "public, max-age=31536000, immutable"
NEVER = Cache.NEVER.value


def secure(response: Response) -> Response:
    is_file = request.endpoint == "static" and response.status_code in (200, 206, 304)
    for name, value in (FILE_HEADERS if is_file else HEADERS).items():
        response.headers.setdefault(name, value)
    _stay_here(response)
    if request.is_secure or parts_of(current_app).settings.is_behind_tls:
        response.headers.setdefault("Strict-Transport-Security", "max-age=31536000")
    _cache(response)
    return response


def _stay_here(response: Response) -> None:
    """A redirect names no host: the one in the request is whatever somebody wrote, and http may be https."""
    there = response.headers.get("Location")
    if not there or (there.startswith("/") and not there.startswith(("//", "/\\"))):
        return
    parsed = urlsplit(there)
    path = "/" + parsed.path.lstrip("/\\")
    response.headers["Location"] = f"{path}?{parsed.query}" if parsed.query else path
    # The words of the redirect name the address, too.
    response.set_data(b"")


def comes_from_elsewhere() -> bool:
    """Whether the browser says that another site sends this form. One that says nothing is believed.

    To it a neighbour is another: "same-site" is any other name or port beside ours.
    """
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site not in ("same-origin", "none")
    origin = request.headers.get("Origin")
    # Behind a proxy the browser may know us by the public name alone.
    ours = {request.host, urlsplit(parts_of(current_app).settings.public_url).netloc}
    try:
        return origin is not None and urlsplit(origin).netloc not in ours - {""}
    except ValueError:  # such as http://[::1
        return True


def has_token() -> bool:
    """Whether this answer holds the token of a form, which goes with a cookie."""
    return "csrf_token" in g


def _cache(response: Response) -> None:
    """As the table of pages says; what it does not say is never kept.

    Nor is what was sent by form, what a kiosk shows, an address that tells where somebody's home is, an
    error, or a page with a token.
    """
    if request.endpoint == "static" and response.status_code in (200, 206, 304):
        response.headers["Cache-Control"] = YEAR if "v" in request.args else Cache.AN_HOUR.value
        # A page's stylesheet is never saved under a name.
        response.headers.pop("Content-Disposition", None)
        if "v" in request.args:
            # The address changes with the content: there is nothing to ask for again.
            response.headers.pop("Last-Modified", None)
            response.headers.pop("ETag", None)
        return
    page = page_here()
    may_be_kept = (
        request.method in ("GET", "HEAD")
        and response.status_code in (200, 304)
        and not (current_door().is_kiosk or _tells_of_person() or has_token())
    )
    response.headers["Cache-Control"] = page.cache.value if page and may_be_kept else NEVER


def _tells_of_person() -> bool:
    """Typed words or a home in the address, also where the page itself does not look at them."""
    return (
        any(request.args.getlist("q"))
        or bool(g.get("names_a_home"))
        or any(map(names_a_home, request.args.getlist("place")))
    )


def init_security(app: Flask) -> None:
    https = parts_of(app).settings.is_behind_tls
    app.config.update(
        SESSION_COOKIE_SAMESITE="Lax",
        SESSION_COOKIE_HTTPONLY=True,
        SESSION_COOKIE_SECURE=https,
        # Under this name a browser takes the cookie from no other host and by no other way.
        SESSION_COOKIE_NAME="__Host-session" if https else "session",
        SESSION_COOKIE_PATH="/",
    )
    app.after_request(secure)
