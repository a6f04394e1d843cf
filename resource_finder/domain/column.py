"""How a field of an offering is told outside the program: in a sheet, in our tables, in an HSDS package.

Each field bears one of these where it is declared (`offering.py`); reading, writing, tables and packages
follow from it. A plain text needs nothing said: `pets: Text = ""` is a column of every sheet.
"""

from dataclasses import dataclass
from typing import Annotated

# It stands where no rule of the registry leads: the module that writes it knows how, and reads it back.
BY_HAND = "by hand"
# HSDS has the same field, under the name that our tables took from it.
AS_IN_TABLES = "as in tables"
# The taxonomy of a package whose terms are the facts that HSDS has no field for.
LISTING = "listing"


@dataclass(frozen=True, slots=True)
class Column:
    """What is left out is that of a plain text.

    `holds` says what a cell may hold, in a word that `catalogue/sheets.py` knows; `allowed` are the only
    values. `name` is what the sheets call it, where that is not the field's own name; `is_cell` is false for
    what stands in no sheet. `table` is `table.column` of our tables; what has none is an attribute there.
    `package` is the taxonomy of the attributes that bear it in a package: a text is the value of the term of
    its name, and of a list each word is a term.
    """

    holds: str = "text"
    allowed: tuple[str, ...] = ()
    name: str = ""
    is_cell: bool = True
    is_required: bool = False
    # It stands on one line of a card, a paper, a title.
    is_line: bool = False
    # Plain words that are shown in the language of who reads: `vocabulary/spoken.csv` has their Spanish.
    is_spoken: bool = False
    # The public never reads it.
    is_for_staff: bool = False
    table: str = ""
    package: str = LISTING


@dataclass(frozen=True, slots=True)
class Part:
    """Fields that rows of one sheet alone have; `package` is the taxonomy of their texts."""

    sheet: str
    package: str


Text = Annotated[str, Column()]
Spoken = Annotated[str, Column(is_spoken=True)]
