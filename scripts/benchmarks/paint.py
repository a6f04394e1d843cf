"""`scripts/bench paint`: when a cheap phone on slow 3G shows the page, and what came over the wire for it."""

import json
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory

from selenium import webdriver
from selenium.webdriver.common.by import By

from benchmarks.server import our_program

ROUNDS = 3
# What WebPageTest calls slow 3G: 400 kbit/s each way, 400 ms there and back.
SLOW_3G = {"offline": False, "latency": 400, "downloadThroughput": 50_000, "uploadThroughput": 50_000}
SLOWER_CPU = 4
PHONE = {"width": 360, "height": 740, "deviceScaleFactor": 2, "mobile": True}
PAGES = (
    ("start, English", "/"),
    ("start, Spanish", "/es"),
    ("answer of a county", "/boone/housing"),
    ("answer of a ZIP code", "/find?place=65203&need=housing"),
    ("answer, Spanish", "/es/greene/treatment"),
)
FLAGS = ("--headless", "--no-sandbox", "--disable-gpu", "--no-first-run", "--disable-background-networking")
# The last largest paint before this script ran: nothing on the page is larger later.
_PAINT = """
const done = arguments[arguments.length - 1];
new PerformanceObserver(list => done(list.getEntries().pop().startTime))
  .observe({type: "largest-contentful-paint", buffered: true});
setTimeout(() => done(null), 5000);
"""


@dataclass(frozen=True, slots=True)
class Seen:
    """Seconds until the largest paint, and bytes over the wire with their headers."""

    seconds: float
    bytes: int
    requests: int


def run(_arguments: list[str]) -> None:
    """Each page with nothing kept, then the journey to an answer with a record, step by step."""
    with TemporaryDirectory() as folder, our_program(Path(folder)) as server, _phone() as phone:
        site = f"http://127.0.0.1:{server.port}"
        print(
            f"slow 3G (400 ms, 400 kbit/s), {SLOWER_CPU} times slower CPU; median of {ROUNDS}, nothing kept"
        )
        print(f"{'page':24}{'largest paint s':>16}{'bytes':>9}{'requests':>10}")
        for name, path in PAGES:
            seen = [_first_visit(phone, site + path) for _ in range(ROUNDS)]
            middle = median(one.seconds for one in seen)
            print(f"{name:24}{middle:16.2f}{seen[-1].bytes:9,}{seen[-1].requests:10}")
        print("\nfrom the start to a bed in Boone County with a record")
        total = 0
        for name, seen in _journey(phone, site):
            total += seen.bytes
            print(f"{name:24}{seen.seconds:16.2f}{seen.bytes:9,}{seen.requests:10}")
        print(f"{'in all':40}{total:9,}")


@contextmanager
def _phone() -> Iterator[webdriver.Chrome]:
    chromium, driver = shutil.which("chromium"), shutil.which("chromedriver")
    if chromium is None or driver is None:
        raise SystemExit("no chromium and chromedriver here: apt-get install chromium chromium-driver")
    options = webdriver.ChromeOptions()
    options.binary_location = chromium
    for flag in FLAGS:
        options.add_argument(flag)
    options.set_capability("goog:loggingPrefs", {"performance": "ALL"})
    opened = webdriver.Chrome(options=options, service=webdriver.ChromeService(driver))
    try:
        opened.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", PHONE)
        opened.execute_cdp_cmd("Network.enable", {})
        # Else the worker would answer, out of reach of the slow line.
        opened.execute_cdp_cmd("Network.setBypassServiceWorker", {"bypass": True})
        opened.execute_cdp_cmd("Network.emulateNetworkConditions", SLOW_3G)
        opened.execute_cdp_cmd("Emulation.setCPUThrottlingRate", {"rate": SLOWER_CPU})
        yield opened
    finally:
        opened.quit()


def _first_visit(phone: webdriver.Chrome, address: str) -> Seen:
    _forget(phone)
    phone.get(address)
    return _seen(phone)


def _journey(phone: webdriver.Chrome, site: str) -> Iterator[tuple[str, Seen]]:
    yield "where", _first_visit(phone, f"{site}/")
    for name, path in (
        ("what", "//summary[.='B']/following::a[normalize-space(.)='Boone County'][1]"),
        ("answer", "//a[normalize-space(.)='A place to live']"),
        ("answer, record told", "//button[normalize-space(.)='A sex offense']"),
    ):
        step = phone.find_element(By.XPATH, path)
        if name == "what":
            phone.find_element(By.XPATH, "//summary[.='B']").click()
        phone.execute_script("arguments[0].scrollIntoView({block: 'center'})", step)
        step.click()
        yield name, _seen(phone)


def _forget(phone: webdriver.Chrome) -> None:
    phone.get("about:blank")
    phone.execute_cdp_cmd("Network.clearBrowserCache", {})
    phone.get_log("performance")


def _seen(phone: webdriver.Chrome) -> Seen:
    """What the page's own loading cost: what a service worker fetches later is not the page's."""
    painted = phone.execute_async_script(_PAINT)
    if painted is None:
        raise SystemExit(f"{phone.current_url} painted nothing")
    told = [json.loads(entry["message"])["message"] for entry in phone.get_log("performance")]
    loaded = [one["params"] for one in told if one["method"] == "Network.loadingFinished"]
    sizes = [int(one["encodedDataLength"]) for one in loaded if one["encodedDataLength"]]
    return Seen(painted / 1000, sum(sizes), len(sizes))
