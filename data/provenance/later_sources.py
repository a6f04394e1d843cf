"""Which published list a row of the later surveys rests on, and under which licence it was read.

Decisions: a list that was read in somebody's compilation is named by its own publisher, and its note names
the compilation; where the compilation's licence forbids commercial use, the licence stands with the source,
so that `catalogue export --without-licence` can leave its rows out. Only facts were taken, in our own words.
"""

import hashlib
import re
from dataclasses import replace

from .community_citations import Citation, citations

_SUCCURRO = "KaraZajac/SUCCURRO"
_BY_ZIP = "jessicabutterhorn-dev/Resources-By-Zipcode"
_NOT_COMMERCIAL = "CC BY-NC 4.0 (compilation); facts only"
_FACTS = "Facts only; the compilation has no licence file"

# A mark in the survey's `source` cell: id, publisher, title, address, day.
_LISTS: tuple[tuple[str, str, str, str, str, str], ...] = (
    ("harvesters.org", "harvesters", "Harvesters", "Food locator",
     "https://www.harvesters.org/get-food-assistance/food-locator", "2026-07-21"),
    ("ozarksfoodharvest.org", "ozarks-food-harvest", "Ozarks Food Harvest", "Where to get food",
     "https://ozarksfoodharvest.org/need-help/", "2026-07-21"),
    ("stlfoodbank.org", "st-louis-foodbank", "St. Louis Area Foodbank", "Find food",
     "https://stlfoodbank.org/programs-services/find-food/", "2026-07-21"),
    ("semofoodbank.org", "southeast-foodbank", "Southeast Missouri Food Bank", "Pantries",
     "https://semofoodbank.org/pantries/", "2026-07-21"),
    ("shcfb.org", "second-harvest", "Second Harvest Community Food Bank", "Partner food sites",
     "https://www.shcfb.org/agency-partner-food-sites", "2026-07-21"),
    ("operationfoodsearch.org", "operation-food-search", "Operation Food Search", "Find food",
     "https://www.operationfoodsearch.org/find-food/", "2026-06-24"),
    ("caagkc.org", "kansas-city-pantries", "Community Action Agency of Greater Kansas City",
     "Food and toiletry pantries", "https://caagkc.org/programs/food-toiletry-pantries/", "2026-06-24"),
    ("findtreatment.gov", "samhsa-findtreatment-2026-07",
     "Substance Abuse and Mental Health Services Administration (SAMHSA)", "FindTreatment.gov, Missouri",
     "https://findtreatment.gov/", "2026-07-19"),
    ("data.hrsa.gov", "hrsa-health-centers-2026-07", "Health Resources and Services Administration",
     "Health Center Service Delivery Sites", "https://data.hrsa.gov/", "2026-07-19"),
    ("nafcclinics.org", "free-clinics", "National Association of Free & Charitable Clinics",
     "Find a clinic", "https://nafcclinics.org/", "2026-07-21"),
    ("eclkc.ohs.acf.hhs.gov", "head-start-locator", "Administration for Children and Families",
     "Head Start locator", "https://eclkc.ohs.acf.hhs.gov/", "2026-07-19"),
    ("littlefreepantry.org", "little-free-pantry", "Little Free Pantry", "Map of little free pantries",
     "https://mapping.littlefreepantry.org/", "2026-07-19"),
    ("resources.hud.gov", "hud-resources", "U.S. Department of Housing and Urban Development",
     "HUD resource locator", "https://resources.hud.gov/", "2026-07-19"),
    ("lsc.gov", "lsc-offices", "Legal Services Corporation", "Office locations", "https://www.lsc.gov/",
     "2026-07-20"),
    ("aastl.org", "aa-st-louis", "Alcoholics Anonymous, St. Louis", "Meetings",
     "https://aastl.org/meetings/", "2026-07-19"),
    ("kc-aa.org", "aa-kansas-city", "Alcoholics Anonymous, Kansas City", "Meetings",
     "https://kc-aa.org/meetings/", "2026-07-19"),
    ("BMLT aggregator", "na-meetings", "Narcotics Anonymous", "Meeting lists (BMLT aggregator)", "",
     "2026-07-19"),
    ("imls public libraries survey", "imls-libraries-2019", "Institute of Museum and Library Services",
     "Public Libraries Survey, fiscal year 2019, outlets", "https://www.imls.gov/", "2019"),
    ("NCES IPEDS", "ipeds-2024", "National Center for Education Statistics",
     "IPEDS institutional characteristics HD2024", "https://nces.ed.gov/ipeds/", "2024"),
    ("kuz5-m96r", "work-assistance-offices", "State of Missouri", "Missouri Works Assistance Locations",
     "https://data.mo.gov/d/kuz5-m96r", "2026-06-24"),
)  # fmt: skip
_PUBLIC = ("imls-libraries-2019", "ipeds-2024")


def named(cell: str, dated: str) -> list[Citation]:
    """Every source of a survey's `source` cell, the deciding one first."""
    found: dict[str, Citation] = {}
    for part in cell.split(" | "):
        for citation in _of(part, dated):
            found.setdefault(citation.id, citation)
    return list(found.values())


def _of(part: str, dated: str) -> list[Citation]:
    by_name = [row for row in _LISTS if row[0].casefold() in part.casefold()]
    if not by_name:
        return [_held(citation, part) for citation in citations(part, dated)] or [_without_address(part)]
    _, code, publisher, title, address, day = by_name[0]
    if code in _PUBLIC:
        copy = re.search(r"copy: (\S+)", part)
        note = f"Read in a public repository: {copy[1]}." if copy else ""
        return [Citation(code, publisher, title, address, day, "US Government work", note)]
    return [_held(Citation(code, publisher, title, address, day), part)]


def _held(citation: Citation, part: str) -> Citation:
    """The citation with the compilation in which it was read."""
    for mark, licence in ((_SUCCURRO, _NOT_COMMERCIAL), (_BY_ZIP, _FACTS)):
        if mark in part:
            return replace(citation, licence=licence, note=f"Read in {mark}; facts only.")
    return citation


def _without_address(part: str) -> Citation:
    """A paper without an address is named by its own words."""
    words = part.partition("(")[0].strip() or part.strip(" ()")
    digest = hashlib.sha256(part.encode()).hexdigest()[:6]
    first = re.sub(r"[^a-z]+", "-", words.lower())[:33].strip("-")
    return Citation(f"{first}-{digest}", "Unknown", words[:1].upper() + words[1:])
