"""SAMHSA's treatment locator: its CSV with a column for each service code, or its JSON."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

from resource_finder.catalogue.adapters.left_out import LeftOut
from resource_finder.catalogue.adapters.lists import SOURCES
from resource_finder.catalogue.adapters.names_written import plain
from resource_finder.catalogue.adapters.published import (
    Ground,
    Row,
    is_missouri,
    json_of,
    offering_id,
    phones,
    placed,
    point_of,
    refused,
    rows,
    street,
    website,
)
from resource_finder.domain.offering import Offering, Phone

_NEEDED = ("name1", "street1", "city", "zip")
_YES = frozenset({"1", "1.0", "y", "yes", "x", "true"})
# What we call it: the locator's codes, and the words of its JSON that say the same.
_LEVELS: Mapping[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "live-in treatment": (
        ("RES", "RS", "RL", "HI", "HIT"),
        ("residential", "hospital inpatient", "inpatient rehab"),
    ),
    "detox": (("RD", "HID", "OD"), ("detoxification", "detox")),
    "day treatment": (("OIT", "ODT"), ("intensive outpatient", "partial hospitalization", "iop")),
    "visits": (("OP", "ORT", "OMB"), ("outpatient",)),
}
_PAYS: Mapping[str, tuple[str, str]] = {
    "medicaid": ("MD", "medicaid"),
    "medicare": ("MC", "medicare"),
    "private_insurance": ("PI", "private health insurance"),
    "military_insurance": ("MI", "military insurance"),
    "cash": ("SF", "cash"),
    "state_funds": ("SI", "state-financed health insurance"),
}
_OTHER_THAN_MEDICAID = "plan other than medicaid"
_SPEAKS: Mapping[str, tuple[str, str]] = {"es": ("SP", "spanish"), "asl": ("AH", "sign language")}


def samhsa(
    file: Path, ground: Ground, checked_on: date, left_out: LeftOut | None = None
) -> Iterator[Offering]:
    """Treatment and mental health sites in Missouri of the locator's download, CSV or JSON."""
    told = left_out or LeftOut()
    for line, row in _rows(file):
        if not is_missouri(row.get("state", "MO"), row["zip"], told):
            continue
        said = _Said(row)
        mental = row.get("typefacility", row.get("type_facility", "")).upper() == "MH"
        kind = "Mental health care" if mental else "Alcohol and drug treatment"
        levels = [name for name, (codes, words) in _LEVELS.items() if said.any_of(codes, words)]
        names = (row["name1"], row.get("name2", ""), row["street1"], row["city"])
        program = plain(row.get("name2", ""))
        yield Offering(
            id=offering_id("samhsa", "mental" if mental else "substance", *names),
            organization=plain(row["name1"]),
            service=(f"{kind}: {', '.join(levels)}" if levels else kind)
            + (f" ({program})" if program else ""),
            needs=("mental-health",) if mental else ("treatment",),
            kind="mental-health-clinic" if mental else _kind_of(levels),
            summary="Help with mental health. Call first."
            if mental
            else "Help to stop drinking or using drugs. Call first.",
            address=street(row["street1"], row.get("street2", "")),
            city=plain(row["city"]),
            phones=_phones(row),
            website=website(row.get("website", "")),
            how_to_start=("call",),
            pays_with=tuple(name for name, (code, word) in _PAYS.items() if said.any_of((code,), (word,))),
            languages=tuple(name for name, (code, word) in _SPEAKS.items() if said.any_of((code,), (word,))),
            sources=(SOURCES["samhsa"].id,),
            checked_on=checked_on.isoformat(),
            confidence="A",
            sheet="mental_health" if mental else "treatment",
            **placed(ground, point_of(line, row, "latitude", "longitude", told), row["zip"]),
        )


# A place that does several of these is tried for the first of them.
_KINDS = {"detox": "detox", "live-in treatment": "live-in-treatment"}


def _kind_of(levels: Collection[str]) -> str:
    return next((kind for level, kind in _KINDS.items() if level in levels), "day-treatment")


def _phones(row: Row) -> tuple[Phone, ...]:
    """The number of the place, and the line on which care begins where that is another one."""
    own = phones(row.get("phone", ""))
    known = {(phone.number, phone.extension) for phone in own}
    start = [p for p in phones(row.get("intake1", "")) if (p.number, p.extension) not in known]
    return (*own, *(replace(phone, remark="to start") for phone in start))


class _Said:
    """What a row says of its services, by code or by words."""

    def __init__(self, row: Row) -> None:
        self._row = row
        # “State-financed health insurance plan other than Medicaid” does not say Medicaid.
        self._words = row.get("services", "").casefold().replace(_OTHER_THAN_MEDICAID, "")

    def any_of(self, codes: tuple[str, ...], words: tuple[str, ...]) -> bool:
        by_code = any(self._row.get(code.casefold(), "").casefold() in _YES for code in codes)
        return by_code or any(word in self._words for word in words)


def _rows(file: Path) -> Iterator[tuple[int, Row]]:
    """Rows with their columns in small letters: downloads write the codes either way."""
    if file.suffix.casefold() != ".json":
        yield from rows(file, _NEEDED, in_small_letters=True)
        return
    found = json_of(file, "the treatment locator")
    listed = found.get("rows") if isinstance(found, dict) else found
    if not isinstance(listed, list) or not all(isinstance(row, dict) for row in listed):
        raise refused(file, "is not the locator's JSON: it has no list of rows")
    for number, row in enumerate(listed, start=1):
        yield number, {**dict.fromkeys(_NEEDED, ""), **_flat(row)}


def _flat(row: Mapping[str, Any]) -> Row:
    """Service groups ({"f2": code, "f3": "a; b"}) as one text; everything else as text."""
    flat = {key.casefold(): "" if value is None else str(value) for key, value in row.items()}
    groups = row.get("services")
    if isinstance(groups, list):
        said = (str(group.get("f3", "")) for group in groups if isinstance(group, dict))
        flat["services"] = "; ".join(said)
    return flat
