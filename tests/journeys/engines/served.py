"""The real server (granian) on the real catalogue, in a process of its own, over http or https."""

import os
import socket
import ssl
import subprocess
import sys
import time
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

ROOT = Path(__file__).parents[3]
SECONDS_TO_START = 180
REAL = "resource_finder.app:create_app"
# Browsers are told to accept it, so it needs to name nobody.
MAKE_CERTIFICATE = "openssl req -x509 -newkey rsa:2048 -nodes -days 2 -subj /CN=kiosk"


def own_address() -> str:
    """An address of this machine that is not the loopback, which browsers trust as if it were https.

    Only there is plain http what it is on a kiosk: no Clear-Site-Data, no service worker.
    """
    with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as probe:
        try:
            # Nothing is sent: connecting a datagram socket only chooses the way out.
            probe.connect(("192.0.2.254", 9))
            return str(probe.getsockname()[0])
        except OSError:
            return socket.gethostname()


def free_port(host: str) -> int:
    with socket.socket() as probe:
        probe.bind((host, 0))
        return int(probe.getsockname()[1])


def certificate(folder: Path) -> tuple[Path, Path]:
    """A self-signed certificate and its key, good for two days."""
    cert, key = folder / "kiosk.crt", folder / "kiosk.key"
    command = [*MAKE_CERTIFICATE.split(), "-keyout", str(key), "-out", str(cert)]
    subprocess.run(command, check=True, capture_output=True, timeout=180)
    return cert, key


class Server:
    """Started on entering, stopped on leaving. `app` names a factory: a broken one can be served, too."""

    def __init__(self, scheme: str, instance: Path, folder: Path, app: str = REAL, **settings: str) -> None:
        self._scheme, self._host, self._folder = scheme, own_address(), folder
        self._command = [sys.executable, "-m", "granian", "--interface", "wsgi", "--factory", app]
        self._command += ["--host", self._host, "--workers", "1", "--blocking-threads", "1"]
        if scheme == "https":
            cert, key = certificate(folder)
            self._command += ["--ssl-certificate", str(cert), "--ssl-keyfile", str(key)]
        own = {"RESOURCE_FINDER_INSTANCE": str(instance), "SECRET_KEY": "test", "PYTHONPATH": str(ROOT)}
        self._environment = os.environ | own | settings

    def __enter__(self) -> str:
        """A port that was free may be taken by another program before this one has it: then another."""
        for _attempt in range(3):
            address = self._start(free_port(self._host))
            if address:
                return address
        raise TimeoutError(self._log.read_text())

    def _start(self, port: int) -> str:
        """The address once somebody answers there; empty where the program has ended instead."""
        address, self._log = f"{self._scheme}://{self._host}:{port}", self._folder / f"{port}.log"
        with self._log.open("w") as log:
            self._process = subprocess.Popen(
                [*self._command, "--port", str(port)],
                cwd=ROOT,
                env=self._environment,
                stdout=log,
                stderr=log,
            )
        # The certificate is our own: what is checked here is only that somebody answers.
        unchecked = ssl.create_default_context()
        unchecked.check_hostname, unchecked.verify_mode = False, ssl.CERT_NONE
        for _ in range(SECONDS_TO_START * 10):
            try:
                with urlopen(f"{address}/readyz", timeout=5, context=unchecked) as answer:
                    if answer.status == 200:
                        return address
            except (URLError, OSError):
                if self._process.poll() is not None:
                    return ""
                time.sleep(0.1)
        raise TimeoutError(self._log.read_text())

    def __exit__(self, *_error: object) -> None:
        self._process.terminate()
        self._process.wait(timeout=120)
