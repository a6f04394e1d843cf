"""The program with one part of the recipe for leaving taken out: what the tests here must notice."""

from flask import Flask, Response, request

from resource_finder.app import create_app
from resource_finder.web import find, kiosk


def without_the_script() -> Flask:
    """Pages do not look whether their visit is over, nor does the server ask whether there is one."""
    kiosk._came_by_a_tap = lambda: False
    app = create_app()

    @app.after_request
    def cut(response: Response) -> Response:
        if request.path.endswith("/kiosk.js"):
            response.direct_passthrough = False
            script = response.get_data(as_text=True)
            assert "mine !== mark()" in script
            response.set_data(script.replace("mine !== mark()", "false"))
        return response

    return app


def without_the_end() -> Flask:
    """The server forgets no visit, and asks for none."""
    kiosk.end_visit = lambda *_visit: None  # type: ignore[assignment]
    find.is_over = lambda *_visit: False  # type: ignore[attr-defined]
    kiosk.is_over = lambda *_visit: False
    return create_app()
