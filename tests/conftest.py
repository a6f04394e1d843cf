"""What holds for every test: which are slow, that nothing is skipped on CI, and what is made only once."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.compiled_templates import compile_once

# Scripts are no part of the program: tests import them from their own folder.
sys.path.insert(0, str(Path(__file__).parents[1] / "scripts"))
compile_once()

# What takes more than its share of three minutes, or another program (scripts/test --quick leaves it out).
SLOW = (
    "tests/catalogue/adapters/test_packages.py",
    "tests/catalogue/test_editions.py",
    "tests/catalogue/test_hsds.py",
    "tests/catalogue/test_hsds_standard.py",
    "tests/catalogue/test_limits.py",
    "tests/catalogue/test_refresh_command.py",
    "tests/catalogue/test_store.py",
    "tests/faults/",
    "tests/finding/test_postgres_tables.py",
    "tests/guards/test_quick.py",
    "tests/printing/",
    "tests/search/test_compiled.py",
    "tests/search/test_names.py",
    "tests/server/",
    "tests/journeys/",
    "tests/sweep/",
    "tests/test_cli.py",
    "tests/test_every_form.py",
    "tests/test_plain_output.py",
    "tests/test_privacy.py",
    "tests/web/test_paper.py",
    "tests/web/test_print_page.py",
    "tests/web/test_readability.py",
    "tests/web/test_threads.py",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    for item in items:
        if item.nodeid.startswith(SLOW):
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport() -> Iterator[None]:
    """On CI nothing may go untried in silence: what would be skipped has failed."""
    report = yield
    if report.skipped and os.environ.get("CI") == "true":
        report.outcome = "failed"
        report.longrepr = f"skipped, which nothing may be on CI: {report.longrepr}"
    return report
