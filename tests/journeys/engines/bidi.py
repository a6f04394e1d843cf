"""Firefox by its own door (WebDriver BiDi): Debian ships the browser and no geckodriver."""

import json
import re
import subprocess
import time
from pathlib import Path
from typing import Any

import websocket

SECONDS_TO_START = 180
# The remote agent's recommended settings turn the back/forward cache off, which is the very thing to try.
SETTINGS = {
    "remote.prefs.recommended": False,
    "fission.bfcacheInParent": True,
    "browser.shell.checkDefaultBrowser": False,
    "browser.startup.homepage_override.mstone": "ignore",
    "browser.startup.page": 0,
    "browser.aboutwelcome.enabled": False,
    "app.normandy.enabled": False,
    "app.update.enabled": False,
    "datareporting.policy.dataSubmissionEnabled": False,
    "toolkit.telemetry.enabled": False,
    "network.captive-portal-service.enabled": False,
    "network.connectivity-service.enabled": False,
    "browser.safebrowsing.provider.mozilla.updateURL": "",
    "browser.safebrowsing.provider.google4.updateURL": "",
    "extensions.getAddons.cache.enabled": False,
    "services.settings.server": "data:,#remote-settings-dummy/v1",
    "dom.security.https_first": False,
    "dom.security.https_only_mode": False,
}


class BiDi:
    """One session: a command, its answer."""

    def __init__(self, address: str) -> None:
        self._socket = websocket.create_connection(f"{address}/session", timeout=180, suppress_origin=True)
        self._count = 0
        self("session.new", capabilities={"alwaysMatch": {"acceptInsecureCerts": True}})

    def __call__(self, method: str, **params: Any) -> dict[str, Any]:
        self._count += 1
        self._socket.send(json.dumps({"id": self._count, "method": method, "params": params}))
        while True:
            answer = json.loads(self._socket.recv())
            if answer.get("id") == self._count:
                assert answer["type"] == "success", f"{method}: {answer.get('message')}"
                return dict(answer["result"])

    def close(self) -> None:
        self._socket.close()


def start(binary: str, folder: Path) -> tuple[subprocess.Popen[str], BiDi]:
    """Firefox without a window on a fresh profile in `folder`, and a session on it."""
    folder.mkdir(parents=True)
    settings = (f"user_pref({json.dumps(name)}, {json.dumps(value)});\n" for name, value in SETTINGS.items())
    (folder / "user.js").write_text("".join(settings), encoding="utf-8")
    log = folder / "firefox.log"
    command = [binary, "--headless", "--no-remote", "--profile", str(folder), "--remote-debugging-port", "0"]
    with log.open("w") as out:
        process = subprocess.Popen(command, stdout=out, stderr=out, text=True)
    for _ in range(SECONDS_TO_START * 10):
        found = re.search(r"WebDriver BiDi listening on (ws://\S+)", log.read_text(encoding="utf-8"))
        if found:
            return process, BiDi(found[1])
        assert process.poll() is None, log.read_text(encoding="utf-8")
        time.sleep(0.1)
    process.kill()
    process.wait()
    raise TimeoutError(log.read_text(encoding="utf-8"))
