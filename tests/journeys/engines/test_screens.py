"""A browser that is not here is said to be missing."""

import pytest

from tests.journeys.engines import screens
from tests.journeys.engines.screens import ENGINES, open_or_skip


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(("ci", "ends_as"), [("true", pytest.fail.Exception), ("", pytest.skip.Exception)])
def test_a_missing_browser_fails_on_ci_and_is_skipped_elsewhere(monkeypatch, tmp_path, engine, ci, ends_as):
    monkeypatch.setenv("CI", ci)
    monkeypatch.setattr(screens.shutil, "which", lambda _name: None)
    monkeypatch.setattr(screens, "glob", lambda _pattern: [])
    with pytest.raises(ends_as, match="scripts/setup-browser"):
        open_or_skip(engine, tmp_path)
