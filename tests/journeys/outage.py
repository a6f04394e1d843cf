"""A server of a test's own that can be cut off, and come back as another program."""

import threading

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server


class Line(WSGIRequestHandler):
    """One that a browser holds open would outlive the outage: it gives one answer, and none when cut off."""

    protocol_version = "HTTP/1.0"

    def run_wsgi(self) -> None:
        if not getattr(self.server, "is_cut_off", False):
            super().run_wsgi()


class Outage:
    """A browser's "offline" leaves service workers a network, so that the server itself must go."""

    def __init__(self, app: Flask) -> None:
        self._app = app
        self._server: BaseWSGIServer | None = self._start(0)
        self.port = self._server.server_port

    @property
    def site(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def _start(self, port: int) -> BaseWSGIServer:
        server = make_server("127.0.0.1", port, self._app, threaded=True, request_handler=Line)
        threading.Thread(target=server.serve_forever, daemon=True).start()
        return server

    def begins(self) -> None:
        if self._server:
            self._server.is_cut_off = True  # type: ignore[attr-defined]
            self._server.shutdown()
            self._server.server_close()
        self._server = None

    def ends(self, app: Flask | None = None) -> None:
        """With `app`, as after a deploy: another program answers at the same address."""
        self._app = app or self._app
        self._server = self._start(self.port)
