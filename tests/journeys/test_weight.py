"""What a phone pays for: every byte of an answer, its headers too, as it leaves the server."""

import gzip
import re
import socket
from dataclasses import dataclass
from urllib.parse import urlencode, urlsplit

import brotli
import pytest
from selenium.webdriver.common.by import By
from selenium.webdriver.support.wait import WebDriverWait

LOADED = re.compile(
    r'<(?:script|link|img)\b[^>]*?\b(?:src|href)="(?P<own>/[^"#]*)"|<use href="(?P<icons>[^"#]*)'
)
BROWSER = "gzip, deflate, br, zstd"
RECORD_TOLD = {"place": "Boone County", "need": "housing", "answer": "record:sex_offense"}


@dataclass(frozen=True)
class Got:
    """One answer: how many bytes came, and its text."""

    bytes: int
    text: str

    @property
    def loads(self) -> list[str]:
        """What a browser fetches for this page, in its order."""
        found = [match["own"] or match["icons"] for match in LOADED.finditer(self.text)]
        return list(dict.fromkeys(found))


def get(site: str, path: str, accept: str, form: dict[str, str] | None = None) -> Got:
    body = urlencode(form).encode() if form else b""
    address = urlsplit(site)
    head = [
        f"{'POST' if form else 'GET'} {path} HTTP/1.1",
        f"Host: {address.netloc}",
        f"Accept-Encoding: {accept}",
        "Connection: close",
        f"Content-Length: {len(body)}",
        *(["Content-Type: application/x-www-form-urlencoded"] if form else []),
    ]
    with socket.create_connection((address.hostname, address.port), timeout=60) as line:
        line.sendall("\r\n".join([*head, "", ""]).encode() + body)
        came = b"".join(iter(lambda: line.recv(65536), b""))
    headers, _blank, packed = came.partition(b"\r\n\r\n")
    assert headers.split()[1] == b"200", (path, headers[:200])
    unpack = {b"br": brotli.decompress, b"gzip": gzip.decompress}
    coding = re.search(rb"(?i)content-encoding: (\S+)", headers)
    text = unpack[coding[1]](packed) if coding else packed
    return Got(len(came), text.decode("utf-8"))


def journey_bytes(site: str, prefix: str, accept: str) -> int:
    """From the start to a bed in Boone County with a record; what a page loads is fetched once."""
    pages = [get(site, f"{prefix}{path}" or "/", accept) for path in ("", "/boone", "/boone/housing")]
    pages.append(get(site, f"{prefix}/find", accept, RECORD_TOLD))
    loaded = {path for page in pages for path in page.loads}
    assert any("site.css" in path for path in loaded)
    assert any("icons.svg" in path for path in loaded)
    return sum(page.bytes for page in pages) + sum(get(site, path, accept).bytes for path in loaded)


@pytest.mark.parametrize("accept", ["gzip", BROWSER])
@pytest.mark.parametrize("path", ["/", "/es"])
def test_the_first_page_and_its_stylesheet_fit_the_first_packets(site, path, accept):
    page = get(site, path, accept)
    (sheet,) = [loaded for loaded in page.loads if "site.css" in loaded]
    assert page.bytes + get(site, sheet, accept).bytes <= 14_000


@pytest.mark.parametrize("prefix", ["", "/es"])
def test_a_bed_with_a_record_costs_thirty_kilobytes_in_all(site, prefix):
    assert journey_bytes(site, prefix, BROWSER) <= 30_000


def test_nothing_blocks_words_from_being_read(site):
    page = get(site, "/", BROWSER)
    (sheet,) = [path for path in page.loads if path.partition("?")[0].endswith(".css")]
    rules = get(site, sheet, BROWSER).text
    assert "@font-face" not in rules
    assert "@import" not in rules
    assert not re.search(r"<script(?![^>]*\bdefer\b)", page.text)


@pytest.mark.browser
def test_the_county_map_comes_to_wide_screens_alone(browser, site):
    counties = "return document.querySelectorAll('.map a').length"
    asked_for = "return performance.getEntriesByType('resource').some(one => one.name.includes('map.svg'))"
    browser.set_window_size(500, 800)
    browser.get(f"{site}/")
    assert not browser.execute_script(asked_for)
    browser.set_window_size(1280, 900)
    WebDriverWait(browser, 60).until(lambda wide: wide.execute_script(counties) == 115)
    browser.find_element(By.CSS_SELECTOR, '.map a[href="/boone"] path').click()
    assert browser.current_url == f"{site}/boone"
