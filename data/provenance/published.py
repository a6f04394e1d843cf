"""What the builders of published federal lists share: cells made plain, points, ids and citations."""

import csv
import hashlib
import html
import re
from base64 import b32encode
from collections.abc import Iterator
from pathlib import Path

import phonenumbers

from .community_citations import Citation
from .community_places import Middles, county_name

Row = dict[str, str]

SOURCES = {
    "samhsa-2026": Citation(
        "samhsa-findtreatment-2026-05",
        "Substance Abuse and Mental Health Services Administration (SAMHSA)",
        "FindTreatment.gov locator, substance use, Missouri",
        "https://findtreatment.gov/",
        "2026-05-01",
        "US Government work",
        "Transcribed by hand from a stored copy; streets are inferred from the 2020 list.",
    ),
    "samhsa-2020": Citation(
        "samhsa-sites-2020",
        "Substance Abuse and Mental Health Services Administration (SAMHSA)",
        "Treatment locator, substance use and mental health sites of 2020, Missouri",
        "https://findtreatment.gov/",
        "2020",
        "US Government work",
        "Stored in GeoDaCenter/opioid-policy-scan; about half of such sites have moved or closed since.",
    ),
    "cms-otp": Citation(
        "cms-opioid-programs-2026-06",
        "Centers for Medicare & Medicaid Services",
        "Opioid Treatment Program Providers",
        "https://data.cms.gov/provider-characteristics/medicare-provider-supplier-enrollment/opioid-treatment-program-providers",
        "2026-06-02",
        "US Government work",
    ),
    "hrsa": Citation(
        "hrsa-health-centers-2024-10",
        "Health Resources and Services Administration",
        "Health Center Service Delivery and Look-Alike Sites",
        "https://data.hrsa.gov/data/download",
        "2024-10-18",
        "US Government work",
    ),
    "rhc": Citation(
        "cms-rural-clinics-2024",
        "Centers for Medicare & Medicaid Services",
        "Rural Health Clinic Enrollments",
        "https://data.cms.gov/provider-characteristics/hospitals-and-other-facilities/rural-health-clinic-enrollments",
        "2024-08",
        "US Government work",
        "Coordinates are a repository's own geocodes; the list has no phones.",
    ),
    "cms-hospitals": Citation(
        "cms-hospitals-2025",
        "Centers for Medicare & Medicaid Services",
        "Hospital General Information",
        "https://data.cms.gov/provider-data/dataset/xubh-q36u",
        "2025-08",
        "US Government work",
    ),
    "hifld": Citation(
        "hifld-hospitals-2020-03",
        "DHS HIFLD Open",
        "Hospitals, used for coordinates",
        "https://hifld-geoplatform.opendata.arcgis.com/",
        "2020-03-22",
        "US Government work",
    ),
    "va": Citation(
        "va-facilities-2020-05",
        "U.S. Department of Veterans Affairs",
        "VAST facilities extract",
        "https://www.va.gov/find-locations/",
        "2020-05-20",
        "US Government work",
    ),
    "988": Citation(
        "dmh-988",
        "Missouri Department of Mental Health",
        "988 Suicide & Crisis Lifeline",
        "https://dmh.mo.gov/behavioral-health/988-suicide-and-crisis-lifeline",
        note="A stored page without a date.",
    ),
    "988-website": Citation(
        "newstribune-988-2023-04",
        "News Tribune",
        "Missouri launches 988 website",
        "https://www.newstribune.com/news/2023/apr/17/missouri-launches-988-website/",
        "2023-04-17",
    ),
    "reentry-housing": Citation(
        "missouri-reentry-housing-2017",
        "State of Missouri",
        "Missouri Reentry Housing (data.mo.gov ybbi-ajb9)",
        "https://data.mo.gov/d/ybbi-ajb9",
        "2017-04-20",
        "Open data",
        "Only the ten records of a stored sample; the columns say who is shut out.",
    ),
}


def read(path: Path) -> list[Row]:
    with path.open(encoding="utf-8-sig", newline="") as lines:
        rows = csv.DictReader(lines)
        return [{key: html.unescape(cell or "").strip() for key, cell in row.items()} for row in rows]


def cite(*keys: str) -> str:
    return "; ".join(SOURCES[key].id for key in keys)


def offering_id(*parts: str) -> str:
    """Stable while the source's own names stay, and telling nothing."""
    digest = hashlib.sha256("|".join(parts).encode()).digest()
    letters = b32encode(digest).decode().lower()
    # Seven letters of chance may spell a word that an address must not hold.
    start = next(i for i in range(len(letters)) if not _TELLING.search(letters[i : i + 7]))
    return f"mo-{letters[start : start + 7]}"


_TELLING = re.compile("sex|meth|drug|hiv|aids|parol|felon|treat|hous|sober|rehab")


def website(text: str) -> str:
    """An address with its scheme; empty for what is none."""
    text = text.replace("wwww.", "www.").split(" ")[0].rstrip(";,")
    # One site prints its scheme with a single slash.
    text = re.sub(r"^(https?):/+", r"\1://", text)
    if not re.search(r"[a-z0-9-]\.[a-z]{2,}", text, re.IGNORECASE):
        return ""
    return text if "://" in text else f"https://{text}"


def phone(text: str) -> str:
    """573-555-0100 x12 from any of the ways in which the lists print it; empty for one that cannot be."""
    digits = re.match(r"\D*1?\D*(\d{3})\D*(\d{3})\D*(\d{4})(?:\s*x\s*(\d+))?", text)
    if not digits:
        return ""
    number = "-".join(digits.groups()[:3])
    if not phonenumbers.is_valid_number(phonenumbers.parse(number, "US")):
        return ""
    return f"{number} x{digits[4]}" if digits[4] else number


def impossible(text: str) -> str:
    """What staff are told of a number that no telephone can have."""
    return (
        f"The list prints {text}, which cannot be a phone number; left out."
        if text and not phone(text)
        else ""
    )


def plain_name(name: str) -> str:
    """Words in capitals made readable; initials and mixed writing stay."""
    name = re.sub(r"\s+", " ", name.replace("’", "'")).strip(" .")
    if not name.isupper():
        return name
    small = {"Of", "The", "And", "At", "For", "In"}
    words = [_capital(word) for word in name.split()]
    return " ".join(w.lower() if w in small and i else w for i, w in enumerate(words))


_KEEP_CAPITALS = frozenset(
    re.findall(
        r"\S+",
        "LLC VA SSM BJC MU OB/GYN MO ER LP PC CSTAR SLU KC RHC SMDH BHG DRD II III IV XV XLIII XXVIII "
        "CMH TCMH PCMH NRMC CCMH FCC HCCH PMHS TLC WCMH CSL",
    )
)


_OWN_WRITING = {"CHILDRENS": "Children's", "WOMENS": "Women's", "LUKES": "Luke's", "COXHEALTH": "CoxHealth"}


def _capital(word: str) -> str:
    if word in _OWN_WRITING:
        return _OWN_WRITING[word]
    if word in _KEEP_CAPITALS:
        return word
    if word[0].isdigit():
        # 24th, but Suite 101A.
        return word.lower() if re.fullmatch(r"\d+(ST|ND|RD|TH)\W*", word) else word
    return re.sub(r"[A-Za-z]+('[A-Z])?", lambda found: found[0].capitalize(), word)


def street(*lines: str) -> str:
    """One street line, readable: `1639 Bruce Smith Pkwy, Suite C`."""
    kept = [plain_name(line) if line.isupper() else line for line in lines if line and line != "null"]
    line = ", ".join(" ".join(line.split()) for line in kept).lstrip("-, ")
    line = re.sub(r"\b(Nw|Ne|Sw|Se|Us|([A-Z])(?i:\2))\b", lambda found: found[0].upper(), line)
    # Ste. Genevieve is no suite.
    return re.sub(r"\bS(?:TE|te)\.? (?=#?\w{1,4}\b)", "Suite ", line)


def county_of_point(row: Row) -> str:
    census = row.get("x_county_by_point") or row.get("x_county_by_zip") or ""
    return county_name(census) if census else ""


def town(name: str) -> str:
    """The Census spelling of a town: St. Louis, not Saint Louis."""
    name = plain_name(name) if name.isupper() else name
    name = re.sub(r"^Saint(e?) ", lambda found: "Ste. " if found[1] else "St. ", name)
    return {"Ofallon": "O'Fallon", "O Fallon": "O'Fallon", "Lees Summit": "Lee's Summit"}.get(name, name)


def middle(row: Row, known: Middles) -> Row:
    """The row at the middle of its ZIP or town, said to be approximate."""
    point = known.of(row)
    county = row.get("county") or known.zip_counties.get(row.get("zip", ""), "")
    if point is None:
        return row | {"latitude": "", "longitude": "", "precision": "none", "county": county}
    return row | {"latitude": point[0], "longitude": point[1], "precision": "approximate", "county": county}


# Their limits cross county lines, so a town without a street does not tell the county.
_CROSSING = frozenset({"Kansas City", "St. Louis", "Independence", "Lee's Summit"})


def county_of_town(name: str, known: Middles) -> str:
    """The county that a town lies in; empty where it may be another."""
    counties = {county for town_name, county in known.towns if town_name == name and county}
    return counties.pop() if len(counties) == 1 and name not in _CROSSING else ""


def notes(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def each(*groups: Iterator[Row]) -> Iterator[Row]:
    for group in groups:
        yield from group
