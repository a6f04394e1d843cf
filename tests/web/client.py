"""A browser's stand-in that looks over every page it visits, so that no test can forget to."""

from dataclasses import dataclass
from urllib.parse import urlsplit

import html5lib
from bs4 import BeautifulSoup, Tag
from flask import Flask
from werkzeug.test import TestResponse

_LOADS = (
    ("script", "src"),
    ("link", "href"),
    ("img", "src"),
    ("use", "href"),
    ("iframe", "src"),
    ("form", "action"),
)
_LABELLED = ("input", "select", "textarea")
_UNLABELLED_TYPES = {"hidden", "submit", "button"}
# Sent by people's own devices: never fetched by the page.
_OTHER_SCHEMES = ("tel:", "sms:", "geo:", "mailto:")


class PageFault(AssertionError):
    """A page breaks one of the rules that hold for all pages."""


@dataclass(frozen=True)
class Page:
    """One page that was looked over."""

    response: TestResponse
    soup: BeautifulSoup

    @property
    def status(self) -> int:
        return self.response.status_code

    @property
    def h1(self) -> str:
        return self.soup.h1.get_text(" ", strip=True) if self.soup.h1 else ""

    @property
    def text(self) -> str:
        return " ".join(self.soup.body.get_text(" ").split()) if self.soup.body else ""

    @property
    def cards(self) -> list[str]:
        return [str(card["data-offering"]) for card in self.soup.select("li.card[data-offering]")]

    def links(self) -> list[str]:
        return [str(a["href"]) for a in self.soup.select("a[href]")]

    def fields(self, button: Tag) -> list[tuple[str, str]]:
        """What a tap on this button would send."""
        form = button.find_parent("form")
        assert form is not None
        sent = [(i["name"], i.get("value", "")) for i in form.select("input[name]")]
        return [*sent, (button["name"], button["value"])] if button.get("name") else sent

    def button(self, words: str) -> Tag:
        return next(b for b in self.soup.find_all("button") if words in b.get_text(" ", strip=True))


class Visitor:
    """Visits pages of an application; raises PageFault for a page that breaks a rule."""

    def __init__(self, app: Flask) -> None:
        self.client = app.test_client()

    def visit(self, path: str, status: int = 200) -> Page:
        return self._looked_over(self.client.get(path), status)

    def send(self, path: str, fields: list[tuple[str, str]], status: int = 200) -> Page:
        by_name: dict[str, list[str]] = {}
        for name, value in fields:
            by_name.setdefault(name, []).append(value)
        return self._looked_over(self.client.post(path, data=by_name, follow_redirects=True), status)

    def tap(self, page: Page, words: str, status: int = 200) -> Page:
        """Press the button, or follow the link, that bears these words."""
        for found in page.soup.select("main a[href], main button"):
            if words in found.get_text(" ", strip=True):
                if found.name == "a":
                    return self.visit(str(found["href"]), status)
                form = found.find_parent("form")
                assert form is not None
                return self.send(str(found.get("formaction") or form["action"]), page.fields(found), status)
        raise LookupError(f"nothing to tap reads {words!r} on {page.h1!r}")

    def _looked_over(self, response: TestResponse, status: int) -> Page:
        assert response.status_code == status, (
            f"{response.request.path}: {response.status_code}, not {status}"
        )
        html = response.get_data(as_text=True)
        look_over(html, by_form=response.request.method == "POST")
        return Page(response, BeautifulSoup(html, "html.parser"))


def look_over(html: str, by_form: bool = False) -> None:
    """Every rule that holds for every page. Raises PageFault with the first that is broken."""
    _is_valid(html)
    soup = BeautifulSoup(html, "html.parser")
    _has_one_heading(soup, by_form)
    for rule in (
        _says_its_language,
        _has_unique_ids,
        _labels_fields,
        _loads_its_own,
        _is_static,
    ):
        rule(soup)


def _is_valid(html: str) -> None:
    parser = html5lib.HTMLParser(strict=False)
    parser.parse(html)
    if parser.errors:
        (line, _column), code, values = parser.errors[0]
        raise PageFault(f"invalid HTML at line {line}: {code} {values}")


def _says_its_language(soup: BeautifulSoup) -> None:
    html = soup.html
    if html is None or not html.get("lang") or html.get("dir") not in ("ltr", "rtl"):
        raise PageFault("no lang or dir on html")


def _has_one_heading(soup: BeautifulSoup, by_form: bool) -> None:
    """A page that was asked for by form may leave its heading out of its title, and must where it tells."""
    headings = soup.find_all("h1")
    if len(headings) != 1:
        raise PageFault(f"{len(headings)} h1")
    heading = " ".join(headings[0].get_text().split())
    title = " ".join(soup.title.get_text().split()) if soup.title else ""
    if not heading or not title or not (by_form or title.startswith(heading)):
        raise PageFault(f"the title {title!r} does not start with {heading!r}")


def _has_unique_ids(soup: BeautifulSoup) -> None:
    ids = [tag["id"] for tag in soup.select("[id]")]
    if twice := {one for one in ids if ids.count(one) > 1}:
        raise PageFault(f"ids twice: {twice}")
    for attribute in ("for", "aria-labelledby", "aria-describedby"):
        for tag in soup.select(f"[{attribute}]"):
            if missing := set(str(tag[attribute]).split()) - set(ids):
                raise PageFault(f"{attribute} names {missing}, which is not there")
    for link in soup.select("a[href^='#']"):
        if link["href"].removeprefix("#") not in ids:
            raise PageFault(f"leads nowhere on the page: {link}")


def _labels_fields(soup: BeautifulSoup) -> None:
    labels = {label.get("for") for label in soup.find_all("label")}
    for field in soup.find_all(_LABELLED):
        if field.get("type") in _UNLABELLED_TYPES:
            continue
        if field.get("id") not in labels and not field.get("aria-label") and not field.find_parent("label"):
            raise PageFault(f"no label: {field}")
    for control in soup.select("a[href], button"):
        if not control.get_text(strip=True) and not control.get("aria-label"):
            raise PageFault(f"nothing says what this does: {control}")
    for picture in soup.find_all("img"):
        if picture.get("alt") is None:
            raise PageFault(f"no alt: {picture}")
    for form in soup.find_all("form"):
        if not form.get("action"):
            raise PageFault(f"no action: {form}")


def _loads_its_own(soup: BeautifulSoup) -> None:
    for name, attribute in _LOADS:
        for tag in soup.find_all(name):
            address = urlsplit(str(tag.get(attribute, "")))
            if address.scheme not in ("", "data") or address.netloc:
                raise PageFault(f"third party: {tag}")
    for link in soup.select("a[href]"):
        href = str(link["href"])
        scheme = urlsplit(href).scheme
        if scheme and not href.startswith((*_OTHER_SCHEMES, "https://", "http://")):
            raise PageFault(f"odd link: {href}")
        if scheme in ("http", "https") and "noopener" not in (link.get("rel") or []):
            raise PageFault(f"outside link without rel: {href}")


def _is_static(soup: BeautifulSoup) -> None:
    if soup.find("style") or any(not script.get("src") for script in soup.find_all("script")):
        raise PageFault("inline script or style")
    for tag in soup.find_all(True):
        if "style" in tag.attrs or any(name.startswith("on") for name in tag.attrs):
            raise PageFault(f"inline style or handler: {tag.name} {list(tag.attrs)}")
