"""Treatment: SAMHSA 2026, the opioid programs of CMS, and what is left of the lists of 2020.

Decisions: a street inferred from the 2020 list is used only where a name word agrees and the point lies
within 60 m; area codes that cannot be a site's (583, 606, 315) are not printed as facts; of the four phones
on which CMS and SAMHSA disagree the locator's is printed and the row is unconfirmed; a shared intake line
stays, since it is the number the network gives. Sites of 2020 within 250 m of a 2026 site are that site; the
rest are unconfirmed, and a shelter that must not be found is left out of them, for that list prints its ZIP
and point. The list never says who is shut out, so nothing is claimed of records.
"""

import re
from collections.abc import Iterator
from math import cos, hypot, radians
from pathlib import Path

from .community_places import Middles
from .published import (
    Row,
    cite,
    county_of_point,
    county_of_town,
    middle,
    notes,
    offering_id,
    phone,
    plain_name,
    read,
    street,
    town,
    website,
)

_WRONG_AREA_CODES = ("583", "606", "315")
_PAYS = {
    "Medicaid": "medicaid",
    "Medicare": "medicare",
    "private health insurance": "private_insurance",
    "military insurance (e.g. TRICARE)": "military_insurance",
}
# What the locator's levels of care mean, in the order in which a card says them.
_LEVELS = (
    ("Inpatient Rehab", "live-in treatment", "you live there for a time"),
    ("Detox", "detox", "get through withdrawal safely"),
    ("IOP (Intensive Outpatient)", "day treatment", "several days a week"),
    ("Outpatient", "visits", "talk with a counselor"),
)
_PERSON_TITLED = {"Carole - Cadue Blackwood": "Kansas City Indian Center"}
_CONFIDENTIAL = "domestic violence"
# CMS prints legal owners; these are the programs' own names and their rows in the locator, by (name, town).
_OPIOID = {
    "2919 E 4TH ST": ("BHG Joplin Treatment Center", "Joplin"),
    "1639 BRUCE SMITH PKWY": ("BHG West Plains Treatment Center", "West Plains"),
    "1301 VANDIVER DR": ("BHG Columbia Treatment Center", "Columbia"),
    "2534 CAMPBELL ST": ("BHG Kansas City Treatment Center", "Kansas City"),
    "1369 N WESTWOOD BLVD": ("BHG Poplar Bluff Treatment Center", "Poplar Bluff"),
    "760 S KINGSHIGHWAY": (
        "Cape Girardeau Metro Treatment Ctr - Metro Treatment of Missouri LP",
        "Cape Girardeau",
    ),
    "2027 CAMPUS DR": ("New Season St Charles Trt Center - Metro Treatment of Missouri LP", "Saint Charles"),
    "3935 SHERMAN AVE": (
        "Saint Joseph Metro Treatment Center - Metro Treatment of Missouri LP",
        "Saint Joseph",
    ),
    "9733 SAINT CHARLES ROCK RD": (
        "St Louis Metro Treatment Center - Metro Treatment of Missouri LP",
        "Saint Louis",
    ),
    "1000 E 24TH ST": ("ReDiscover - Transitions Clinic", "Kansas City"),
    "1700 W MAIN ST": ("Compass Health", "Sedalia"),
}
_OPIOID_ALONE = {
    "2551 W KEARNEY ST": "BHG Springfield (West Kearney Street)",
    "404 E BATTLEFIELD ST": "BHG Springfield (East Battlefield Street)",
    "5904 E BANNISTER RD": "ReDiscover",
}
_METHADONE = "Methadone and other medicine for opioid use, with counseling."


def rows(sources: Path, known: Middles) -> Iterator[Row]:
    """Sheet rows for `treatment`."""
    folder = sources / "health"
    listed = read(folder / "samhsa_substance_use_2026-05_mo.csv")
    listed += read(folder / "samhsa_substance_use_2026-05_more_rows_mo.csv")
    programs = {
        row["ADDRESS LINE 1"]: row for row in read(folder / "cms_opioid_treatment_programs_2026-06_mo.csv")
    }
    by_site = {site: programs[line] for line, site in _OPIOID.items()}
    seen: set[tuple[str, ...]] = set()
    for survey in listed:
        row = _site(survey, by_site.get((survey["name"], survey["city"])), known)
        # Rows that differ in nothing a reader could tell are one offering.
        same = (
            row["organization"],
            row["service"],
            row["city"],
            row["address"],
            row["latitude"],
            row["phones"],
        )
        if same not in seen:
            seen.add(same)
            yield row
    for line, name in _OPIOID_ALONE.items():
        yield _program(programs[line], name, known)
    yield from _sites_of_2020(read(folder / "samhsa_substance_use_2020_mo.csv"), listed)


def _site(survey: Row, program: Row | None, known: Middles) -> Row:
    name = _PERSON_TITLED.get(survey["name"], survey["name"])
    levels = [level for level in _LEVELS if level[0] in survey["types"].split("; ")]
    row = {
        "id": offering_id("samhsa", survey["source_order"], survey["name"], survey["city"]),
        "sheet": "treatment",
        "organization": plain_name(name),
        "service": "Alcohol and drug treatment: " + ", ".join(level[1] for level in levels),
        "needs": "treatment",
        "summary": _summary(levels),
        "city": town(survey["city"]),
        "phones": _phones(survey),
        "website": website(survey["website"]),
        "how_to_start": "call",
        "pays_with": "; ".join(_PAYS[part] for part in survey["insurance"].split("; ") if part),
        "source": cite("samhsa-2026"),
        "checked_on": survey["refreshed_at"],
        "status": "open"
        if survey["source_row_llm_enriched"] == "no" or survey["insurance"] == ""
        else "unconfirmed",
        "confidence": "B",
    }
    row |= _where(survey, row, known)
    row["note"] = notes(row.get("note", ""), _doubts(survey))
    if program:
        row = _with_program(row, program)
    return _without_place(row) if _CONFIDENTIAL in survey["x_flags"] else row


def _summary(levels: list[tuple[str, str, str]]) -> str:
    first = levels[0]
    others = " Also " + ", ".join(level[1] for level in levels[1:]) + "." if len(levels) > 1 else ""
    return f"Help to stop drinking or using drugs. {first[1].capitalize()}: {first[2]}.{others}"


def _phones(survey: Row) -> str:
    number = phone(survey["phone"])
    return "" if _wrong_area_code(survey) else number


def _wrong_area_code(survey: Row) -> bool:
    return survey["phone"].lstrip("(").startswith(_WRONG_AREA_CODES)


def _where(survey: Row, row: Row, known: Middles) -> Row:
    far_off = "from city centre" in survey["x_flags"]
    street_known = survey["x_street_matched"] and survey["x_match_name_overlap"] not in ("", "0")
    street_known = street_known and float(survey["x_match_m"]) <= 60
    if survey["name"] in _PERSON_TITLED:
        street_known = True
    place = {"address": "", "zip": "", "county": county_of_point(survey), "note": ""}
    if street_known:
        place |= {"address": street(survey["x_street_matched"]), "zip": survey["x_zip_matched"]}
        place["note"] = "Street from the 2020 list of the same site."
    if survey["latitude"] and not far_off:
        point = {"latitude": survey["latitude"], "longitude": survey["longitude"], "precision": "exact"}
        return place | point
    place = place | {"address": "", "zip": "", "county": ""} if far_off else place
    placed = middle(row | place, known)
    placed["county"] = placed["county"] or county_of_town(row["city"], known)
    return {
        key: placed[key] for key in ("address", "zip", "county", "latitude", "longitude", "precision", "note")
    }


def _doubts(survey: Row) -> str:
    found = []
    if "from city centre" in survey["x_flags"]:
        found.append("The source's point lies far from this town, so the middle of the town is used.")
    if _wrong_area_code(survey):
        found.append(f"The source prints {survey['phone']}, whose area code cannot be right; left out.")
    if survey["name"] in _PERSON_TITLED:
        found.append(
            "The source titles the row with a person's name; the name is that of its site and street."
        )
    if "website domain differs" in survey["x_flags"]:
        found.append("The website differs from its sister sites'; check it.")
    if "read once" in survey["x_flags"]:
        found.append("Read once only.")
    if survey["source_row_llm_enriched"] == "yes":
        found.append("Payment left out: the stored copy had altered it.")
    return " ".join(found)


def _with_program(row: Row, program: Row) -> Row:
    """One place in two federal lists: CMS has the street, the locator the levels of care."""
    theirs, ours = phone(program["PHONE"]), row["phones"].partition(" x")[0]
    differs = theirs != ours
    doubt = f"CMS prints {theirs}, the locator {ours}: phone to find out which is right." if differs else ""
    return row | {
        "service": row["service"].replace("treatment:", "treatment with methadone:"),
        "summary": _METHADONE + " " + row["summary"].partition(". ")[2],
        "address": street(program["ADDRESS LINE 1"], _suite(program)),
        "zip": program["ZIP"][:5],
        "source": cite("cms-otp", "samhsa-2026"),
        "checked_on": "2026-05-01",
        "confidence": "A",
        "status": "unconfirmed" if differs and program["ADDRESS LINE 1"] != "1700 W MAIN ST" else "open",
        "note": notes("Street from CMS, levels of care from the locator.", doubt),
    }


def _suite(program: Row) -> str:
    line = program["ADDRESS LINE 2"]
    return line.replace("STE", "SUITE") if line.startswith("STE") else ""


def _program(program: Row, name: str, known: Middles) -> Row:
    row = {
        "id": offering_id("cms-otp", program["ADDRESS LINE 1"]),
        "sheet": "treatment",
        "organization": name,
        "service": "Treatment with methadone",
        "needs": "treatment",
        "summary": _METHADONE,
        "address": street(program["ADDRESS LINE 1"], _suite(program)),
        "city": town(program["CITY"]),
        "zip": program["ZIP"][:5],
        "county": county_of_point(program),
        "phones": phone(program["PHONE"]),
        "how_to_start": "call",
        "pays_with": "medicare",
        "source": cite("cms-otp"),
        "checked_on": "2026-06-02",
        "status": "open",
        "confidence": "A",
        "note": f"CMS names the legal owner: {plain_name(program['PROVIDER NAME'])}.",
    }
    return middle(row, known)


def _without_place(row: Row) -> Row:
    """A shelter from domestic violence: a phone and a town, never a street, a ZIP or a point."""
    hidden = {"address": "", "zip": "", "latitude": "", "longitude": "", "precision": "none"}
    county = row["county"] or "Jackson"
    return row | hidden | {"private_address": "yes", "county": "", "serves": county}


def _sites_of_2020(sites: list[Row], listed: list[Row]) -> Iterator[Row]:
    hidden = {r["name"] for r in listed if _CONFIDENTIAL in r["x_flags"]}
    now = [(float(r["latitude"]), float(r["longitude"])) for r in listed if r["latitude"]]
    for site in sites:
        here = float(site["latitude"]), float(site["longitude"])
        # One point lies in another county than its street; some places must not be found.
        if site["name1"] in {"Harris House Foundation", *hidden} or any(
            _meters(here, there) < 250 for there in now
        ):
            continue
        name = plain_name(site["name1"])
        part = site["name2"]
        yield {
            "id": offering_id("samhsa-2020", site["name1"], site["name2"], site["street1"], site["city"]),
            "sheet": "treatment",
            "organization": name,
            "service": "Alcohol and drug treatment" + (f" ({_part(part)})" if part else ""),
            "needs": "treatment",
            "summary": "Was listed for alcohol and drug treatment in 2020. Look it up before you go.",
            "address": street(site["street1"], site["street2"]),
            "city": town(site["city"]),
            "zip": site["zip"],
            "county": county_of_point(site),
            "latitude": site["latitude"],
            "longitude": site["longitude"],
            "precision": "exact",
            "source": cite("samhsa-2020"),
            "checked_on": "2020",
            "status": "unconfirmed",
            "confidence": "C",
            "note": notes("Not found at this place in the locator of May 2026.", _perhaps(site, listed)),
        }


def _perhaps(site: Row, listed: list[Row]) -> str:
    """Some rows of 2026 have no point: the same name in the same town may be this site."""
    first = site["name1"].casefold().split()[:2]
    for row in listed:
        if (
            not row["latitude"]
            and row["city"] == site["city"]
            and row["name"].casefold().split()[:2] == first
        ):
            return "That locator names this organization in the same town, without a street."
    return ""


def _part(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip(" ()")


def _meters(here: tuple[float, float], there: tuple[float, float]) -> float:
    """Flat distance; good to a fraction of a percent over a few hundred meters."""
    north = (there[0] - here[0]) * 111_320
    east = (there[1] - here[1]) * 111_320 * cos(radians(here[0]))
    return hypot(north, east)
