"""One site for each test, with its own instance folder."""

from pathlib import Path

import pytest
from flask import Flask

from tests.web.client import Visitor
from tests.web.making import make_app


@pytest.fixture
def app(tmp_path: Path) -> Flask:
    return make_app(tmp_path)


@pytest.fixture
def visitor(app: Flask) -> Visitor:
    return Visitor(app)


@pytest.fixture
def kiosk(tmp_path: Path) -> Visitor:
    return Visitor(make_app(tmp_path, kiosk=True))
