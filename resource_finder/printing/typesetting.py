"""The child process: a job on standard input, a PDF on standard output. Imports nothing of ours."""

import json
import os
import re
import resource
import sys
import unicodedata
from itertools import chain, zip_longest
from pathlib import Path
from typing import Any

import typst

HERE = Path(__file__).parent
TEMPLATE = (HERE / "list.typ").read_bytes()
MOST_ON_A_PAGE = 20
# How many more listings are tried where the next one of its need does not fit.
MOST_TRIED = 8
NOT_DRAWN = re.compile(r'the text `"(.+?)"` could not be displayed')
ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")
UNSEEN = {"Cf", "Mn", "Me"}
BOX = "\u25a1"

Job = dict[str, Any]
Paper = dict[str, Any]
Place = tuple[int, int]


def main() -> None:
    # Paper waits for pages, not pages for paper.
    os.nice(10)
    job: Job = json.load(sys.stdin.buffer)
    limit = job["megabytes"] * 1024 * 1024
    resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    fonts = typst.Fonts(include_system_fonts=False, include_embedded_fonts=True, font_paths=[HERE / "fonts"])
    paper = job["paper"]
    if job["pages"]:
        paper = fitted(paper, job["pages"], fonts)
    sys.stdout.buffer.write(tagged(paper, fonts, job["timestamp"]))


def tagged(paper: Paper, fonts: typst.Fonts, timestamp: int) -> bytes:
    """The PDF. A sign that none of the fonts draws becomes an empty box: PDF/UA allows no gap in the text."""
    try:
        return compiled(paper, fonts, timestamp)
    except typst.TypstError as error:
        missing = set(chain.from_iterable(map(unescaped, NOT_DRAWN.findall(error.diagnostic))))
        if not missing:
            raise
    boxes = {ord(sign): None if unicodedata.category(sign) in UNSEEN else BOX for sign in missing}
    return compiled(substituted(paper, boxes), fonts, timestamp)


def compiled(paper: Paper, fonts: typst.Fonts, timestamp: int) -> bytes:
    pdf = compiler(paper, fonts).compile(format="pdf", pdf_standards=["ua-1"], timestamp=timestamp)
    assert isinstance(pdf, bytes)
    return pdf


def unescaped(text: str) -> str:
    return ESCAPED.sub(lambda found: chr(int(found[1], 16)), text)


def substituted(value: Any, boxes: dict[int, str | None]) -> Any:
    """The same value with these signs replaced in all its text."""
    if isinstance(value, str):
        return value.translate(boxes)
    if isinstance(value, dict):
        return {key: substituted(item, boxes) for key, item in value.items()}
    if isinstance(value, list):
        return [substituted(item, boxes) for item in value]
    return value


def compiler(paper: Paper, fonts: typst.Fonts) -> typst.Compiler:
    """The template with the paper as one string. Its root is the empty folder; there are no packages."""
    return typst.Compiler(
        input=TEMPLATE,
        root=os.getcwd(),
        font_paths=fonts,
        sys_inputs={"paper": json.dumps(paper)},
        package_path=os.getcwd(),
        package_cache_path=os.getcwd(),
    )


def fitted(paper: Paper, pages: int, fonts: typst.Fonts) -> Paper:
    """As many listings as fit, the first of each need before the second of any, each by its `turn`."""
    order = turns(paper)
    fits, too_many = 0, len(order) + 1
    guess = min(len(order), pages * MOST_ON_A_PAGE)
    while fits + 1 < too_many:
        if page_count(kept(paper, order[:guess]), fonts) <= pages:
            fits = guess
        else:
            too_many = guess
        guess = (fits + too_many) // 2
    return kept(paper, _filled(paper, order, fits, pages, fonts))


def _filled(paper: Paper, order: list[Place], fits: int, pages: int, fonts: typst.Fonts) -> list[Place]:
    """What is left of a page goes to the next listings that still fit, whichever need they are for."""
    chosen = order[:fits]
    for place in order[fits : fits + MOST_TRIED]:
        if page_count(kept(paper, [*chosen, place]), fonts) <= pages:
            chosen.append(place)
    return chosen


def turns(paper: Paper) -> list[Place]:
    """Places of listings (section, entry), each section in turn."""
    columns = [
        [(number, row) for row in _lasting(section["entries"])]
        for number, section in enumerate(paper["sections"])
    ]
    return [place for place in chain.from_iterable(zip_longest(*columns)) if place is not None]


def _lasting(entries: list[Any]) -> list[int]:
    """The rows in the order in which they are kept."""
    return sorted(range(len(entries)), key=lambda row: int(entries[row]["turn"]))


def kept(paper: Paper, places: list[Place]) -> Paper:
    """The paper with these listings only, and how many are left out."""
    entries = [section["entries"] for section in paper["sections"]]
    chosen: list[list[Any]] = [[] for _section in entries]
    for number, row in sorted(places):
        chosen[number].append(entries[number][row])
    names = {entry["name"] for section in chosen for entry in section}
    sections = [
        {**section, "entries": mine, "above": [name for name in section["above"] if name in names]}
        for section, mine in zip(paper["sections"], chosen, strict=True)
    ]
    return {
        **paper,
        "sections": [section for section in sections if section["entries"] or section["above"]],
        "left_out": sum(map(len, entries)) - len(places),
    }


def page_count(paper: Paper, fonts: typst.Fonts) -> int:
    return int(json.loads(compiler(paper, fonts).query("<pages>", field="value", one=True)))


if __name__ == "__main__":
    main()
