"""Three engines, two schemes, and servers that were broken on purpose."""

from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path

import pytest

from resource_finder.web.parts import parts_of
from tests.journeys.engines.screens import ENGINES, Screen, open_or_skip
from tests.journeys.engines.served import REAL, Server
from tests.real import real_app

Serve = Callable[..., str]


@pytest.fixture(scope="session")
def serve(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Serve]:
    """The address of the program, started when it is first asked for."""
    started: dict[tuple[str, ...], str] = {}
    instance = parts_of(real_app()).settings.instance
    with ExitStack() as stack:

        def address(scheme: str, app: str = REAL, **settings: str) -> str:
            key = (scheme, app, *settings.values())
            if key not in started:
                server = Server(scheme, instance, tmp_path_factory.mktemp("served"), app, **settings)
                started[key] = stack.enter_context(server)
            return started[key]

        yield address


@pytest.fixture(scope="session", params=ENGINES)
def screen(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Screen]:
    opened = open_or_skip(request.param, tmp_path_factory.mktemp(request.param))
    yield opened
    opened.close()


@pytest.fixture
def plain_screen(tmp_path: Path) -> Iterator[Screen]:
    """Chromium without JavaScript."""
    opened = open_or_skip("chromium", tmp_path, javascript=False)
    yield opened
    opened.close()
