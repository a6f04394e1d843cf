"""Several processes of ours share one SQLite file: none takes the log of its changes away from another."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.server.served import Served, command, get

LOG = "catalogue.sqlite-wal"
TWO_PROGRAMS = """
import sys
from pathlib import Path
from sqlalchemy import text
from resource_finder.app import create_app
from resource_finder.catalogue.tables import db
from resource_finder.config import settings_from

first = create_app(settings_from())
with first.app_context():
    db.session.execute(text("SELECT 1 FROM edition")).all()
    create_app(settings_from())
    print("open", flush=True)
    sys.stdin.readline()
"""


def reports(instance: Path) -> None:
    """A short command that opens the database and, being done, closes it."""
    command(instance, "catalogue", "reports")


def lost_files(pid: int) -> list[str]:
    """Files that a process has open and that are gone."""
    links = (os.readlink(file) for file in Path(f"/proc/{pid}/fd").iterdir() if file.is_symlink())
    return [link for link in links if "sqlite" in link and link.endswith("(deleted)")]


@pytest.mark.skipif(sys.platform != "linux", reason="only /proc tells which files a process has open")
def test_what_workers_write_stays_where_others_read_it(own: Served, instance: Path) -> None:
    """With its log deleted under it, a worker would thank for reports that nobody ever sees."""
    for _each in range(4):
        assert own.raw(get("/boone/food"))[0] == 200
    reports(instance)
    assert [lost_files(worker) for worker in own.workers] == [[], []]


def test_a_process_that_makes_the_program_twice_keeps_its_lock(own: Served, instance: Path) -> None:
    own.stop()
    holder = subprocess.Popen(
        [sys.executable, "-c", TWO_PROGRAMS],
        env=os.environ | {"RESOURCE_FINDER_INSTANCE": str(instance)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    )
    assert holder.stdout
    assert holder.stdin
    with holder:
        assert holder.stdout.readline() == b"open\n"
        assert (instance / LOG).exists()
        reports(instance)
        assert (instance / LOG).exists()
        holder.stdin.close()
