"""A PostgreSQL server with PostGIS of the tests' own: in a folder that goes, at a port that was free."""

import atexit
import os
import shutil
import signal
import socket
import subprocess
from contextlib import suppress
from functools import cache
from itertools import count
from pathlib import Path
from tempfile import mkdtemp

import psycopg

_NUMBERS = count(1)
_USER = "postgres"
# Nothing of it is to outlive the tests.
_OPTIONS = (
    "-c fsync=off -c full_page_writes=off -c max_connections=60 "
    "-c shared_buffers=64MB -c listen_addresses=127.0.0.1 -c unix_socket_directories="
)
WHAT_IS_MISSING = (
    "PostgreSQL with PostGIS is not here (on Debian: apt-get install postgresql postgresql-15-postgis-3)"
)


class Server:
    """Started with the first database that a test asks for; ends with the tests."""

    def __init__(self) -> None:
        self._programs = _programs()
        self._folder = Path(mkdtemp(prefix="resource-finder-postgres-"))
        if os.getuid() == 0:
            shutil.chown(self._folder, _USER, _USER)
        self.port = _free_port()
        self._run("initdb", "--auth=trust", f"--username={_USER}", "--encoding=UTF8", "--no-sync")
        self.start()
        atexit.register(self._end)

    def url(self, database: str = "template1") -> str:
        return f"postgresql://{_USER}@127.0.0.1:{self.port}/{database}"

    def new_database(self) -> str:
        """The address of a database in which nothing stands."""
        name = f"finder_{os.getpid()}_{next(_NUMBERS)}"
        self.say(f"CREATE DATABASE {name}")
        return self.url(name)

    def say(self, statement: str, url: str = "") -> None:
        with psycopg.connect(url or self.url(), autocommit=True) as connection:
            connection.execute(statement)

    def start(self) -> None:
        self._run(
            "pg_ctl", "start", "--wait", "--silent", "-l", str(self._folder / "log"), "-o", self._options
        )

    def stop(self) -> None:
        self._run("pg_ctl", "stop", "--wait", "--silent", "--mode=immediate")

    def restart(self) -> None:
        self.stop()
        self.start()

    def freeze(self) -> None:
        """Each of its processes is stopped: connections stay open, and nothing is said."""
        self._tell(signal.SIGSTOP)

    def thaw(self) -> None:
        self._tell(signal.SIGCONT)

    @property
    def _options(self) -> str:
        return f"{_OPTIONS} -p {self.port}"

    def make_well(self) -> None:
        """As it was at first, whatever was done to it."""
        self.thaw()
        if not self._processes():
            self.start()

    def _tell(self, sign: signal.Signals) -> None:
        for process in self._processes():
            # One that ended in this moment needs not be told.
            with suppress(ProcessLookupError):
                os.kill(process, sign)

    def _processes(self) -> list[int]:
        running = self._folder / "data" / "postmaster.pid"
        if not running.exists():
            return []
        main = int(running.read_text(encoding="utf-8").split()[0])
        listed = Path(f"/proc/{main}/task/{main}/children").read_text(encoding="utf-8")
        return [main, *map(int, listed.split())]

    def _run(self, program: str, *arguments: str) -> None:
        """As a user of its own: the server refuses to be root's."""
        before = (
            ["setpriv", f"--reuid={_USER}", f"--regid={_USER}", "--clear-groups"] if os.getuid() == 0 else []
        )
        command = [*before, str(self._programs / program), "-D", str(self._folder / "data"), *arguments]
        # Its own output goes to its log: a pipe would stay open as long as the server runs.
        subprocess.run(command, check=True, cwd=self._folder, stdout=subprocess.DEVNULL, timeout=60)

    def _end(self) -> None:
        self.make_well()
        self.stop()
        shutil.rmtree(self._folder, ignore_errors=True)


@cache
def server() -> Server:
    return Server()


def _programs() -> Path:
    """The newest that lies where Debian puts it, or on the path."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    on_path = shutil.which("initdb")
    if not found and not on_path:
        raise RuntimeError(WHAT_IS_MISSING)
    return (found[-1] if found else Path(str(on_path))).parent


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
