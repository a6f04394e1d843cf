"""Static files under an address that changes with their content, so that browsers may keep them."""

import hashlib
from functools import lru_cache
from pathlib import Path

from flask import current_app


@lru_cache(maxsize=64)
def _address(folder: str, name: str, _changed: float) -> str:
    digest = hashlib.sha256((Path(folder) / name).read_bytes()).hexdigest()[:10]
    return f"/static/{name}?v={digest}"


def asset(name: str) -> str:
    """The address of a static file, with the hash of what it holds."""
    folder = current_app.static_folder or ""
    changed = (Path(folder) / name).stat().st_mtime if current_app.debug else 0.0
    return _address(folder, name, changed)
