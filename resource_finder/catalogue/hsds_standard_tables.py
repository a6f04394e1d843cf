"""The 24 tables of HSDS as the standard itself describes them."""

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path

STANDARD = Path(__file__).parent / "hsds_standard" / "datapackage.json"


@dataclass(frozen=True, slots=True)
class StandardTable:
    """One table: its name, its file and its columns."""

    name: str
    path: str
    columns: tuple[str, ...]
    # Column -> the table that it points to.
    points_to: dict[str, str]


@cache
def standard_tables() -> tuple[StandardTable, ...]:
    described = json.loads(STANDARD.read_text(encoding="utf-8"))["resources"]
    return tuple(
        StandardTable(
            resource["name"],
            resource["path"],
            tuple(field["name"] for field in resource["schema"]["fields"]),
            {
                reference["fields"]: reference["reference"]["resource"]
                for reference in resource["schema"].get("foreignKeys", ())
                if isinstance(reference["fields"], str)
            },
        )
        for resource in described
    )
