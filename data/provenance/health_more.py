"""Mental health sites of 2020, the VA's sites, recovery houses, and the pages that named them.

Decisions: mobile units are left out, since a list of 2020 cannot say where they stand; a "yes" in a
disqualifier column of the state's 2017 list means that such a person is refused, and a "no" there is not a
promise, so it stays unsaid. A clinic that both the VA and HRSA list is one row.
All other rows of 2020 and before are unconfirmed.
"""

import re
from collections.abc import Iterator
from pathlib import Path

from .community_citations import Citation
from .community_places import Middles
from .health_medical import OF_THE_VA, page_date, page_id
from .published import (
    Row,
    cite,
    county_of_point,
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

_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_CLOCK = re.compile(r"(\d{1,2})(\d{2})(AM|PM)-(\d{1,2})(\d{2})(AM|PM)\Z")
_CONFIDENTIAL = re.compile(r"domestic|battered|safe haven|lafayette house", re.IGNORECASE)


def mental_health(sources: Path) -> Iterator[Row]:
    """Sheet rows for `mental_health`."""
    for site in read(sources / "health" / "samhsa_mental_health_2020_mo.csv"):
        intake = phone(site["intake1"])
        number = phone(site["phone"])
        row = {
            "id": offering_id("samhsa-mh-2020", site["row_id_in_source"]),
            "sheet": "mental_health",
            "organization": plain_name(site["name1"]),
            "service": f"Mental health care{_department(site['name2'])}",
            "needs": "mental-health",
            "summary": "Was listed for mental health care in 2020. Call first to see if it is still there.",
            "address": street(site["street1"], site["street2"]),
            "city": town(site["city"]),
            "zip": site["zip"],
            "county": county_of_point(site),
            "latitude": site["latitude"],
            "longitude": site["longitude"],
            "precision": "exact",
            "phones": "; ".join(
                dict.fromkeys(filter(None, (number, f"{intake} (to start)" if intake else "")))
            ),
            "website": website(site["website"]),
            "how_to_start": "call",
            "source": cite("samhsa-2020"),
            "checked_on": "2020",
            "status": "unconfirmed",
            "confidence": "C",
            "note": "Nothing newer lists mental health sites.",
        }
        hidden = _CONFIDENTIAL.search(f"{site['name1']} {site['name2']}")
        yield _without_place(row) if hidden else row


def _department(text: str) -> str:
    """The part of an organization; the title of somebody who works there says nothing."""
    plain = " ".join(text.split())
    return f" ({plain})" if plain and not plain.startswith("Director") else ""


def _without_place(row: Row) -> Row:
    hidden = {"address": "", "zip": "", "latitude": "", "longitude": "", "precision": "none", "county": ""}
    return row | hidden | {"private_address": "yes", "serves": row["county"]}


def veterans(sources: Path) -> Iterator[Row]:
    """Sheet rows for `veterans`."""
    newer = read(sources / "health" / "hrsa_health_centers_2024-10_mo.csv")
    shared = {phone(row["Site Telephone Number"]) for row in newer if row["Site Name"] == OF_THE_VA}
    for site in read(sources / "health" / "va_facilities_vast_2020-05_mo.csv"):
        if site["Mobile"] == "1":
            continue
        center = "Vet Center" in site["StationName"]
        hospital = site["S_CLASS_NAME"] == "VAMC"
        yield {
            "id": offering_id("va", site["VASTID"]),
            "sheet": "veterans",
            "organization": site["StationName"],
            "service": "Vet Center counseling" if center else "VA hospital" if hospital else "VA clinic",
            "needs": "mental-health; family"
            if center
            else "medical; mental-health"
            if hospital
            else "medical",
            "summary": _va_summary(center, hospital),
            "address": street(site["Address2"]),
            "city": town(site["CITY"]),
            "zip": site["ZIP"],
            "county": county_of_point(site),
            "latitude": site["LAT"],
            "longitude": site["LON"],
            "precision": "exact",
            "phones": phone(site["STA_PHONE"]),
            "website": website(site["x_website_from_websites_csv"]),
            "hours": _hours(site),
            "how_to_start": "call",
            "who": "veterans",
            **_checked(site, shared),
        }


def _checked(site: Row, shared: set[str]) -> Row:
    seen_again = phone(site["STA_PHONE"]) in shared
    return {
        "source": cite("hrsa", "va") if seen_again else cite("va"),
        "checked_on": "2024-10-18" if seen_again else "2020-05-20",
        "status": "open" if seen_again else "unconfirmed",
        "confidence": "A" if seen_again else "B",
        "note": notes(
            "Facts of 2020; the page's address may have moved to va.gov.",
            "Street and phone stand in HRSA's list of 2024 too; the hours are of 2020." if seen_again else "",
        ),
    }


def _va_summary(center: bool, hospital: bool) -> str:
    if center:
        return "Counseling for veterans and their families."
    return "Hospital care for veterans, day and night." if hospital else "A doctor and nurses for veterans."


def _hours(site: Row) -> str:
    if all(site[day] == "24/7" for day in _DAYS):
        return "24/7"
    parts: list[tuple[str, str]] = []
    for day in _DAYS:
        spoken = _clock(site[day])
        if spoken and parts and parts[-1][1] == spoken:
            parts[-1] = (f"{parts[-1][0].partition('-')[0]}-{day[:2]}", spoken)
        elif spoken or parts:
            parts.append((day[:2], spoken))
    return "; ".join(f"{days} {spoken}" for days, spoken in parts if spoken)


def _clock(text: str) -> str:
    found = _CLOCK.match(text)
    if not found:
        return ""
    hours = [
        int(h) % 12 + (12 if half == "PM" else 0) for h, half in ((found[1], found[3]), (found[4], found[6]))
    ]
    return f"{hours[0]:02d}:{found[2]}-{hours[1]:02d}:{found[5]}"


def crisis_line() -> Row:
    """988, which the state's own page and a report of its website describe."""
    return {
        "id": offering_id("crisis-line", "988"),
        "sheet": "mental_health",
        "organization": "988 Suicide & Crisis Lifeline",
        "service": "Crisis line",
        "needs": "mental-health; treatment",
        "summary": "Call or text 988 day or night. Someone will listen and help you through a crisis.",
        "precision": "none",
        "serves": "statewide",
        "phones": "988 (call or text)",
        "website": "https://www.missouri988.org",
        "hours": "24/7",
        "how_to_start": "call",
        "cost": "free",
        "source": f"{cite('988-website')}; {cite('988')}",
        "checked_on": "2023-04-17",
        "status": "open",
        "confidence": "A",
    }


def recovery_houses(sources: Path, known: Middles) -> Iterator[Row]:
    """Sheet rows for `housing`."""
    folder = sources / "health"
    for house in read(folder / "reentry_housing_datamogov_2017-04_sample_mo.csv"):
        yield _house(house, known)
    for page in read(folder / "webpages_lpha_and_recovery_partial_mo.csv"):
        if page["category"].startswith("recovery"):
            yield _recovery_page(page, known)


_SEX = {"Male only": "men", "Female only": "women"}
_MISPRINTED = {
    "Owford House Lusher": "Oxford House Lusher",
    "oxford House Cote Brilliante": "Oxford House Cote Brilliante",
}


def _house(house: Row, known: Middles) -> Row:
    name = _MISPRINTED.get(house["business_name"], house["business_name"])
    who = [_SEX.get(house["gender_specific_program"], "")]
    if house["family_unit"] == "Yes" and who[0]:
        who.append("families")
    refused = house["sex_offender"] == "Yes"
    row = {
        "id": offering_id("reentry-housing", house["business_name"], house["business_address"]),
        "sheet": "housing",
        "organization": name,
        "service": "Sober house" if "Oxford" in name else "Transitional housing",
        "needs": "housing/recovery-housing",
        "summary": "A shared sober home for people leaving drink or drugs behind."
        if "Oxford" in name
        else "A place to live for a while, until you have a home of your own.",
        "address": street(house["business_address"]),
        "city": town(house["city"]),
        "zip": house["zipcode"],
        "county": "" if "," in house["county"] else house["county"],
        "phones": phone(house["primary_phone_number"]),
        "website": "https://www.oxfordhouse.org" if "Oxford" in name else website(house["website"]),
        "how_to_start": "call",
        "who": "; ".join(filter(None, who)),
        "record": "sex_offense=no" if refused else "",
        "source": cite("reentry-housing"),
        "checked_on": "2017-04-20",
        "status": "unconfirmed",
        "confidence": "C",
        "note": notes(
            "Nine years old.", "Name as corrected from a misprint." if name != house["business_name"] else ""
        ),
    }
    return middle(row, known)


def _recovery_page(page: Row, known: Middles) -> Row:
    row = {
        "id": offering_id("recovery-page", page["name"]),
        "sheet": "housing",
        "organization": page["name"],
        "service": "Recovery housing and support" if "Healing" in page["name"] else "Recovery support",
        "needs": "housing/recovery-housing; supervision" if "Healing" in page["name"] else "supervision",
        "summary": "Helps people in recovery from drugs or alcohol. Call and ask what is open.",
        "address": street(page["street"]),
        "city": town(page["city"]),
        "zip": page["zip"],
        "county": "",
        "phones": phone(page["phone"]),
        "website": website(page["website"]),
        "how_to_start": "call",
        "source": page_id(page),
        "checked_on": page_date(page),
        "status": "unconfirmed",
        "confidence": "C",
        "note": "The page named a contact person; left out." if "Mission" in page["name"] else "",
    }
    return middle(row, known)


def pages(sources: Path) -> Iterator[Citation]:
    """The stored pages that the rows above and the health departments rest on."""
    for page in read(sources / "health" / "webpages_lpha_and_recovery_partial_mo.csv"):
        address = page["source_url"].split()[0]
        yield Citation(
            page_id(page),
            page["name"].partition(" (")[0],
            "Its own web page" if page["website"] else "News of it on a web page",
            address,
            page_date(page),
        )
