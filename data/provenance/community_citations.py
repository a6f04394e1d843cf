"""Which published page or file a row of the two community surveys rests on."""

import hashlib
import re
from dataclasses import dataclass
from urllib.parse import urlsplit

_ADDRESS = re.compile(r"https?://[^\s;)(,]+")
_DAY = re.compile(r"\d{4}(?:-\d{2}(?:-\d{2})?)?")
_CODE = re.compile(r"^article_[0-9a-f-]+|^[0-9a-f]{6,}$|^\d+$")
_DAY_IN_ADDRESS = re.compile(r"/(20\d{2})/(\d{2})/(\d{2})/")


@dataclass(frozen=True, slots=True)
class Citation:
    """One source, with the columns of `sources.csv`."""

    id: str
    publisher: str
    title: str
    address: str = ""
    published_on: str = ""
    licence: str = ""
    note: str = ""


_VETERANS = "https://github.com/GGPrompts/vibe4vets"
_STL_NOTE = "The directory itself says to verify with each organization."
_SEEN_IN = "Read in a public repository: "

# Repositories and files that many rows rest on: a mark in the survey's `source` cell, and what it is.
KNOWN: tuple[tuple[str, Citation], ...] = (
    (
        "FreeForCharity/FFC-EX-compassionstl",
        Citation(
            "compassion-stl",
            "FreeForCharity",
            "Compassion STL: St. Louis area resource directory",
            "https://github.com/FreeForCharity/FFC-EX-compassionstl.org",
            "2026",
            note=_STL_NOTE,
        ),
    ),
    (
        "10-SUPPLEMENTAL_RESOURCES",
        Citation(
            "springfield-library-guide",
            "Springfield-Greene County Library",
            "Where to get help in Springfield",
            "https://github.com/NealSr/sgf-aidbase",
            "2025-11-01",
            note=_SEEN_IN + "NealSr/sgf-aidbase.",
        ),
    ),
    (
        "NealSr/sgf-aidbase",
        Citation(
            "springfield-aid-guide",
            "NealSr",
            "Springfield aid guide, from organizations' websites",
            "https://github.com/NealSr/sgf-aidbase",
            "2026-03-25",
        ),
    ),
    (
        "PHA_Contacts.json",
        Citation(
            "hud-pha-contacts",
            "U.S. Department of Housing and Urban Development",
            "PHA Contact Report, Missouri",
            "https://www.hud.gov/sites/dfiles/PIH/documents/PHA_Contact_Report_MO.pdf",
            "2026-01-20",
            "Public domain",
            _SEEN_IN + "GGPrompts/vibe4vets.",
        ),
    ),
    (
        "SSVF_FY26_Awards",
        Citation(
            "va-ssvf-awards",
            "U.S. Department of Veterans Affairs",
            "Supportive Services for Veteran Families, awards for fiscal year 2026",
            _VETERANS,
            "2026-01",
            note=_SEEN_IN + "GGPrompts/vibe4vets.",
        ),
    ),
    (
        "GPD_FY24_Awards",
        Citation(
            "va-gpd-awards",
            "U.S. Department of Veterans Affairs",
            "Grant and Per Diem awards, fiscal year 2024",
            _VETERANS,
            "2023-10",
            note=_SEEN_IN + "GGPrompts/vibe4vets.",
        ),
    ),
    (
        "GGPrompts/vibe4vets",
        Citation(
            "veterans-directory",
            "GGPrompts",
            "vibe4vets: help for veterans",
            _VETERANS,
            "2026-01",
            note="Partly collected by software; used with care.",
        ),
    ),
    (
        "transpapers",
        Citation(
            "missouri-court-list",
            "Transpapers",
            "Missouri circuit courts and election offices by county",
            "https://github.com/transpapers/transpapers.github.io",
            "2026",
            "Facts only; the file is GPL-3.0",
            "Volunteers rang clerks about name changes.",
        ),
    ),
    (
        "tomhbyrne",
        Citation(
            "hud-coc-counties",
            "Tom Byrne",
            "HUD Continuum of Care areas by county",
            "https://github.com/tomhbyrne/HUD-CoC-Geography-Crosswalk",
            "2017",
            note="Boundaries of 2017.",
        ),
    ),
    (
        "tpage99/wcpartners",
        Citation(
            "webster-county-partners",
            "Webster County partners",
            "Webster County resources",
            "https://github.com/tpage99/wcpartners",
            "2021-04-30",
            "MIT",
        ),
    ),
    (
        "40713424727",
        Citation(
            "kansas-city-homeless-list",
            "Unknown",
            "Kansas City homeless-services list",
            note="A public file without date or repository name; it prints streets without a city.",
        ),
    ),
    (
        "62624757060",
        Citation(
            "community-action-counties",
            "Unknown",
            "County lists of Missouri community action agencies",
            note="A public file without date; it agreed with all eight agency pages that were found.",
        ),
    ),
    (
        "dougdevitre/",
        Citation(
            "state-program-notes",
            "dougdevitre",
            "Missouri state program notes",
            "https://github.com/dougdevitre/access-to-jobs",
            "2026-04",
            "MIT",
            "Never the only source of a phone.",
        ),
    ),
    (
        "Recidiviz/",
        Citation(
            "probation-office-list",
            "Recidiviz",
            "Probation and parole offices, after the Missouri Department of Corrections address page",
            "https://github.com/Recidiviz/pulse-dashboards",
            "2026-07-07",
        ),
    ),
    (
        "54552476110",
        Citation(
            "slu-academy-site",
            "Saint Louis University",
            "Transformative Workforce Academy website source",
            note="A public file without date.",
        ),
    ),
)
# The survey shortened some addresses to a head and a tail; these are the pages in full.
_IN_FULL = (
    "https://www.columbiatribune.com/story/news/local/2022/03/12/"
    "dates-extended-room-inn-overnight-winter-homeless-shelter-columbia-mo/7004347001/",
    "https://www.komu.com/news/midmissourinews/columbia-opens-overnight-warming-center-at-wabash-bus-station-"
    "jan-5-and-jan-6/article_6003a1ea-6e54-11ec-a9f1-e3ee37f3ab7f.html",
    "https://www.atchisonglobenow.com/news/local_news/help-expanding-for-homeless-in-region/"
    "article_68d93db2-b8bb-11e9-b114-e39768a3ec62.html",
    "https://abc17news.com/news/columbia/2025/01/07/overnight-warming-centers-in-columbia-near-capacity-as-"
    "temperatures-continue-to-drop",
)
# A part of a cell that an earlier, narrower mark has already explained.
_WIDER = {"springfield-library-guide": "springfield-aid-guide", "hud-pha-contacts": "veterans-directory"}


def citations(cell: str, dated: str) -> list[Citation]:
    """Every source named in a survey's `source` cell, the deciding one first."""
    found: dict[str, Citation] = {}
    for part in re.split(r"\s;\s", cell):
        for citation in _named_in(part, dated if " ; " not in cell else ""):
            found.setdefault(citation.id, citation)
    return list(found.values())


def _named_in(part: str, dated: str) -> list[Citation]:
    known = [citation for mark, citation in KNOWN if mark in part]
    narrow = {_WIDER.get(citation.id, "") for citation in known}
    for citation in known:
        if citation.id in ("va-ssvf-awards", "va-gpd-awards"):
            narrow.add("veterans-directory")
    if known:
        return [citation for citation in known if citation.id not in narrow]
    return [_web_page(_in_full(address), dated) for address in _ADDRESS.findall(part)]


def _in_full(address: str) -> str:
    """The whole address of a shortened one; of an unknown page, the site alone."""
    head, dots, tail = address.partition("...")
    if not dots:
        return address.rstrip(".'\"")
    whole = (full for full in _IN_FULL if full.startswith(head) and full.endswith(tail))
    return next(whole, f"https://{urlsplit(address).netloc}")


def _web_page(address: str, dated: str) -> Citation:
    site = urlsplit(address).netloc.removeprefix("www.")
    digest = hashlib.sha256(address.encode()).hexdigest()[:6]
    name = re.sub(r"[^a-z0-9]+", "-", site.lower()).strip("-")
    return Citation(f"{name[:33]}-{digest}", site, _title_of(address), address, _published_on(address, dated))


def _title_of(address: str) -> str:
    """The words of the address, for the stored pages keep no titles; the site when it has no words."""
    segments = [
        re.sub(r"\.(?:html?|php|aspx|cfm|pdf)$", "", part) for part in urlsplit(address).path.split("/")
    ]
    words = [re.sub(r"[-_+]+", " ", part).strip() for part in segments if not _CODE.search(part)]
    longest = max(words, key=lambda text: (text.count(" "), len(text)), default="")
    if not re.search(r"[A-Za-z]{4}", longest):
        return urlsplit(address).netloc.removeprefix("www.")
    return longest[:1].upper() + longest[1:]


def _published_on(address: str, dated: str) -> str:
    in_address = _DAY_IN_ADDRESS.search(address)
    if in_address:
        return "-".join(in_address.groups())
    return dated if _DAY.fullmatch(dated) else ""


def checked_on(dated: str) -> str:
    """The day that a survey's `source_date` stands for: its first date, or nothing for an undated page.

    The first date belongs to the deciding source; a page without a date that comes first leaves the
    cell empty, since a later date speaks for another source.
    """
    if re.match(r"\s*(undated|stored page|hiring story undated|page undated)", dated):
        return ""
    contacts = re.search(r"contacts (\d{4}-\d{2})", dated)
    if contacts:
        return contacts.group(1)
    first = re.search(r"(?<!\d)(?:19|20)\d{2}(?:-(?:0[1-9]|1[0-2])(?:-\d{2})?)?(?!\d)", dated)
    return first.group() if first else ""
