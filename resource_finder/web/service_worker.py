"""`/sw.js`: lets a phone without a network show public pages that it has seen, and whom to call."""

import hashlib
import json
from functools import lru_cache
from pathlib import Path

from flask import Flask, Response, current_app

from resource_finder.web.assets import asset
from resource_finder.web.doors import Door
from resource_finder.web.page_table import Cache, Kiosk, Page, add_pages
from resource_finder.web.parts import parts_of

_SHELL_FILES = ("site.css", "site.js", "offline.js", "icons.svg", "icon.svg")
# A browser that was made a kiosk forgets what it kept, and that it ever kept something.
_FORGETS = """\
self.addEventListener("install", () => self.skipWaiting());
self.addEventListener("activate", (event) => event.waitUntil(
  caches.keys().then((names) => Promise.all(names.map((name) => caches.delete(name))))
    .then(() => self.registration.unregister())
));
"""


def worker_script() -> Response:
    """The worker, which a browser takes anew when a byte of it differs; in a kiosk one that forgets."""
    script = _FORGETS if parts_of(current_app).settings.kiosk else _told() + _source("worker.js")
    response = Response(script, mimetype="text/javascript")
    return response


def _told() -> str:
    """What the worker keeps from the start, and its version: another catalogue, file or word is another."""
    parts = parts_of(current_app)
    help_pages = [Door(lang, lang, False).url("crisis") for lang in parts.settings.languages]
    shell = [*help_pages, *(asset(name) for name in _SHELL_FILES)]
    words = _words(current_app.root_path, parts.settings.translations, parts.settings.languages)
    told = "\n".join((parts.finder().catalogue.hash, words, *shell))
    version = hashlib.sha256(told.encode()).hexdigest()[:12]
    least = [*help_pages, asset("site.css")]
    named = (("VERSION", version), ("HELP", help_pages), ("SHELL", shell), ("LEAST", least))
    return "".join(f"const {name} = {json.dumps(value)};\n" for name, value in named)


@lru_cache(maxsize=4)
def _words(root: str, translations: Path, languages: tuple[str, ...]) -> str:
    """A hash of what the help page is written with; read once, since a program's files stay as they are."""
    templates = [Path(root) / "templates" / name for name in ("base.html", "_parts.html", "crisis.html")]
    spoken = [translations / lang / "LC_MESSAGES" / "messages.mo" for lang in languages]
    digest = hashlib.sha256()
    for path in (*templates, *spoken):
        digest.update(path.read_bytes() if path.is_file() else b"")
    return digest.hexdigest()


def _source(name: str) -> str:
    return (Path(current_app.static_folder or "") / name).read_text(encoding="utf-8")


def register_service_worker(app: Flask) -> None:
    """At the root, since a worker rules only over what lies below its own address."""
    page = Page("/sw.js", "service_worker", worker_script, cache=Cache.ASKS_AGAIN, kiosk=Kiosk.SHOWN)
    add_pages(app, [page], app)
