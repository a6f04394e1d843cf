"""A server of a test's own that can be cut off, and come back as another program."""

import socket
import threading
import time

from flask import Flask
from werkzeug.serving import BaseWSGIServer, WSGIRequestHandler, make_server

LONGEST_CLOSING = 60.0


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
        self._held: socket.socket | None = None
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
        """Nobody listens, and no other program of this machine takes the port meanwhile."""
        if not self._server:
            return
        self._server.is_cut_off = True  # type: ignore[attr-defined]
        self._server.shutdown()
        self._server.server_close()
        self._server = None
        self._held = socket.socket()
        self._held.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        self._takes_the_port(self._held)

    def _takes_the_port(self, held: socket.socket) -> None:
        """The system may listen for a moment longer than the server."""
        late = time.monotonic() + LONGEST_CLOSING
        while True:
            try:
                return held.bind(("127.0.0.1", self.port))
            except OSError:
                if time.monotonic() > late:
                    raise
                time.sleep(0.01)

    def ends(self, app: Flask | None = None) -> None:
        """With `app`, as after a deploy: another program answers at the same address."""
        self._app = app or self._app
        self._server = self._start(self.port)
        self._lets_go()

    def closes(self) -> None:
        self.begins()
        self._lets_go()

    def _lets_go(self) -> None:
        if self._held:
            self._held.close()
        self._held = None
