"""A site in a made-up language that is written from right to left."""

from pathlib import Path

from flask import Flask
from translating.pseudo import make

from tests.web.making import DATA, make_app


def pseudo_app(folder: Path, kiosk: bool = False) -> Flask:
    """The site of `make_app` with one language more, made of nothing but its two files."""
    translations, data = folder / "translations", folder / "data"
    make(translations, data, DATA)
    return make_app(folder / "instance", kiosk=kiosk, translations=translations, data=data)
