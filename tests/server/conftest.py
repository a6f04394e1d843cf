"""One loaded folder for all, so that each server starts within seconds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.server.served import Served, command


@pytest.fixture(scope="session")
def instance(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("server") / "instance"
    command(folder, "catalogue", "load")
    return folder


@pytest.fixture(scope="session")
def _shared(instance: Path) -> Iterator[Served]:
    served = Served(instance)
    yield served
    served.stop()


@pytest.fixture
def served(_shared: Served) -> Served:
    """A server that many tests ask; it must be whole again after each."""
    _shared.wait_until_ready()
    return _shared


@pytest.fixture
def own(instance: Path) -> Iterator[Served]:
    """A server of this test alone, to be killed."""
    served = Served(instance)
    served.wait_until_ready()
    yield served
    served.stop()
