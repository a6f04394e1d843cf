"""The real site over loopback: forms can be sent by an address, and pages be seen that only a fault shows."""

import threading
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import Any

from flask import Flask, render_template
from werkzeug.serving import make_server

from resource_finder.web.security import CONTENT_SECURITY_POLICY
from resource_finder.web.visits import new_visit
from tests.sweep.addresses import PREFIXES, names_in

HTML = [("Content-Type", "text/html; charset=utf-8"), ("Content-Security-Policy", CONTENT_SECURITY_POLICY)]
UNASKED: dict[str, tuple[str, dict[str, Any]]] = {
    "/~broken": ("error.html", {"code": 500}),
    "/~closed": ("error.html", {"code": 503}),
    "/~forgets-nothing": ("cannot_forget.html", {}),
    "/~thanks": ("wrong_thanks.html", {"listing": {"title": "Imaginary Harbor"}}),
}
Start = Callable[..., Any]


class SweptSite:
    """The application, and beside it what only a form or a fault would show."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        with app.app_context():
            self.names = {**names_in(app), "visit": new_visit()}
        self.restyled: dict[str, bytes] = {}
        self.rendered = {template for template, _shown in UNASKED.values()}
        self.made = {
            prefix + path: self._render(prefix, template, shown)
            for prefix in PREFIXES.values()
            for path, (template, shown) in UNASKED.items()
        }

    def address(self, path: str) -> str:
        return path.format(**self.names)

    def add(self, path: str, html: str) -> None:
        """A page of a test's own, to prove that what looks over pages sees its fault."""
        self.made[path] = html.encode()

    def restyle(self, old: str = "", new: str = "") -> None:
        """Serve the style with one piece changed, whichever sheet has it; without arguments, as it is."""
        sheets = Path(self.app.root_path, "static").glob("*.css")
        styles = {sheet.name: sheet.read_text(encoding="utf-8") for sheet in sheets if old}
        self.restyled = {
            name: style.replace(old, new).encode() for name, style in styles.items() if old in style
        }
        assert self.restyled or not old, f"the style has no {old!r}"

    def _render(self, prefix: str, template: str, shown: dict[str, Any]) -> bytes:
        with self.app.test_request_context(f"{prefix}/wrong"):
            return render_template(template, **shown).encode()

    def __call__(self, environ: dict[str, Any], start: Start) -> Iterable[bytes]:
        made = self.made.get(environ["PATH_INFO"])
        if made is not None:
            start("200 OK", HTML)
            return [made]
        sheet = self.restyled.get(environ["PATH_INFO"].rpartition("/")[2])
        if sheet is not None:
            start("200 OK", [("Content-Type", "text/css; charset=utf-8"), ("Cache-Control", "no-store")])
            return [sheet]
        query = environ.get("QUERY_STRING", "")
        if query.startswith("post&"):
            body = query.removeprefix("post&").encode()
            environ |= {
                "REQUEST_METHOD": "POST",
                "QUERY_STRING": "",
                "CONTENT_TYPE": "application/x-www-form-urlencoded",
                "CONTENT_LENGTH": str(len(body)),
                "wsgi.input": BytesIO(body),
            }
        return self.app.wsgi_app(environ, start)


@contextmanager
def served(site: SweptSite) -> Iterator[str]:
    server = make_server("127.0.0.1", 0, site, threaded=True)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    server.server_close()
