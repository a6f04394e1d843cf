"""The columns of the sheets, in their order: one list for reading and for writing."""

REQUIRED = ("id", "organization", "service", "needs", "kind", "source")

COLUMNS = (
    "id",
    "organization",
    "service",
    "needs",
    "kind",
    "summary",
    "address",
    "city",
    "zip",
    "county",
    "latitude",
    "longitude",
    "precision",
    "private_address",
    "serves",
    "phones",
    "website",
    "email",
    "hours",
    "how_to_start",
    "documents",
    "cost",
    "pays_with",
    "languages",
    "accessible",
    "who",
    "record",
    "supervision",
    "status",
    "source",
    "checked_on",
    "confidence",
    "note",
)
EMPLOYER_COLUMNS = ("industry", "jobs", "incentives", "last_hire_seen")
TRANSIT_COLUMNS = ("booking", "notice", "fare", "days", "counties")
SOURCE_COLUMNS = ("id", "publisher", "title", "address", "published_on", "licence", "note")

_MORE = {"employers": EMPLOYER_COLUMNS, "transit": TRANSIT_COLUMNS}
SOURCES = "sources.csv"


def columns_of(file_name: str) -> tuple[str, ...]:
    """The columns that a sheet of this name has."""
    if file_name.casefold() == SOURCES:
        return SOURCE_COLUMNS
    return COLUMNS + _MORE.get(sheet_of(file_name), ())


def sheet_of(file_name: str) -> str:
    """The sheet that a file holds: `housing` for `Housing.CSV`."""
    return file_name.casefold().removesuffix(".csv")
