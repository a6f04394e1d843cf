"""`/sw.js`: lets a phone without a network show public pages that it has seen, and whom to call."""

import hashlib
import json
from pathlib import Path

from flask import Flask, Response, current_app

from resource_finder.web.assets import asset
from resource_finder.web.doors import Door
from resource_finder.web.parts import parts_of

_SHELL_FILES = ("site.css", "site.js", "offline.js", "icons.svg", "icon.svg")


def worker_script() -> Response:
    """The worker under the version of what it keeps, so that a browser takes a new one when that changes."""
    help_pages = [Door(lang, lang, False).url("crisis") for lang in parts_of(current_app).settings.languages]
    shell = [*help_pages, *(asset(name) for name in _SHELL_FILES)]
    published = parts_of(current_app).finder().catalogue.hash
    version = hashlib.sha256("\n".join((published, *shell)).encode()).hexdigest()[:12]
    head = (("VERSION", version), ("HELP", help_pages), ("SHELL", shell))
    told = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in head)
    body = (Path(current_app.static_folder or "") / "worker.js").read_text(encoding="utf-8")
    response = Response(told + body, mimetype="text/javascript")
    response.headers["Cache-Control"] = "no-cache"
    return response


def register_service_worker(app: Flask) -> None:
    """At the root, since a worker rules only over what lies below its own address."""
    app.add_url_rule("/sw.js", "service_worker", worker_script)
